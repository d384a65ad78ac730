// SPDX-License-Identifier: Apache-2.0
/** Findings as the message that Kubernetes shows of a container that was terminated. */
@NullMarked
package io.github.oomwitness.sink.termination;

import org.jspecify.annotations.NullMarked;
