// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

/**
 * How long to wait for the next look at the usage where nothing rings: so that a process which is new and runs into the
 * limit is in a table before it dies of it. A pure function.
 */
final class LookInterval {
    static final long SHORTEST_MILLIS = 20;

    /** Twenty looks a second were measured to cost 0.29 % of a core, most of it for waking up: an idle agent may take 0.2. */
    static final long NORMAL_MILLIS = 100;

    static final long LONGEST_MILLIS = 1_000;

    /** Growth below this between two looks is a heap that breathes. */
    private static final long LEAST_GROWTH = 1L << 20;

    private static final int LOOKS_UNTIL_LIMIT = 8;

    /** As fast as a process can take memory page by page. */
    private static final long FASTEST_BYTES_PER_MILLI = 2L << 20;

    private LookInterval() {}

    /**
     * Milliseconds from {@link #SHORTEST_MILLIS} to {@link #LONGEST_MILLIS}.
     *
     * @param headroom bytes to the nearest limit; -1 where none is to be seen, which does not mean that there is none
     * @param growth bytes that usage has grown since the look before
     * @param sinceLastMillis since the look before
     * @param mayRest whether kills make themselves known between two looks
     */
    static long of(long headroom, long growth, long sinceLastMillis, boolean mayRest) {
        if (headroom < 0) {
            return NORMAL_MILLIS;
        }
        if (growth >= LEAST_GROWTH) {
            double toLimit = (double) headroom / growth * sinceLastMillis;
            return Math.max(SHORTEST_MILLIS, (long) Math.min(NORMAL_MILLIS, toLimit / LOOKS_UNTIL_LIMIT));
        }
        long unreachable = headroom / FASTEST_BYTES_PER_MILLI;
        return mayRest ? Math.max(NORMAL_MILLIS, Math.min(LONGEST_MILLIS, unreachable)) : NORMAL_MILLIS;
    }
}
