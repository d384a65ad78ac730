// SPDX-License-Identifier: Apache-2.0
/** What the witness found, as immutable values; and the sinks that turn them into events, meters and lines. */
@NullMarked
package io.github.oomwitness.finding;

import org.jspecify.annotations.NullMarked;
