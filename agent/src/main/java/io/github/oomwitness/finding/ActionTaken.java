// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

/**
 * Something was done on CRITICAL, or deliberately left.
 *
 * @param action dump, gc or trim
 * @param tookNanos the time it took; -1 where nothing was done
 * @param released bytes by which the cgroup's usage fell meanwhile, negative where it grew; {@code Long.MIN_VALUE} unknown
 * @param result what came of it, for a person
 */
public record ActionTaken(String action, long tookNanos, long released, String result) implements Finding {}
