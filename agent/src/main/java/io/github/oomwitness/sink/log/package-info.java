// SPDX-License-Identifier: Apache-2.0
/** Findings as lines on standard error. */
@NullMarked
package io.github.oomwitness.sink.log;

import org.jspecify.annotations.NullMarked;
