// SPDX-License-Identifier: Apache-2.0
/**
 * The processes of a cgroup as {@code /proc} shows them, kept before they die because nothing shows them afterwards,
 * and what of their command lines may leave the agent.
 *
 * <p>Amounts are bytes. A value that the kernel does not give is -1, a missing score {@code Integer.MIN_VALUE}, a missing
 * instant {@code Long.MIN_VALUE}, a missing text null.
 */
@NullMarked
package io.github.oomwitness.process;

import org.jspecify.annotations.NullMarked;
