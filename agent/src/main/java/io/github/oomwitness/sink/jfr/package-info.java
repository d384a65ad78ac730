// SPDX-License-Identifier: Apache-2.0
/** Findings as JDK Flight Recorder events. The only package of the agent that knows jdk.jfr. */
@NullMarked
package io.github.oomwitness.sink.jfr;

import org.jspecify.annotations.NullMarked;
