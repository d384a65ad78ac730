// SPDX-License-Identifier: Apache-2.0
/** Findings as Micrometer meters, and the agent's own Prometheus endpoint. The only package that knows Micrometer. */
@NullMarked
package io.github.oomwitness.sink.meters;

import org.jspecify.annotations.NullMarked;
