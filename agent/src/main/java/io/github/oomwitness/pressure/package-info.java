// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the kernel is about to kill: a pure function over readings, without a clock and without I/O. What it needs to
 * remember is an immutable value that the caller carries from one reading to the next.
 *
 * <p>All amounts are bytes, all times nanoseconds unless a name says otherwise.
 */
@NullMarked
package io.github.oomwitness.pressure;

import org.jspecify.annotations.NullMarked;
