// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

/** Counts are {@code int} in events, because JMC shows a bare {@code long} as a raw number. */
final class Count {
    private Count() {}

    /** The count, or the largest int for one beyond. */
    static int of(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
