// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

/**
 * How often a table of processes may be read, so that all of them together take no more than a given part of a core.
 *
 * <p>The first one is not counted: it loads classes and is tens of times as dear as those that follow. Of two in a row the cheaper
 * one counts, because one alone may have met a collection or a busy machine.
 */
final class TablePace {
    /** One part in so many. */
    private static final int PAUSE_PER_TABLE_TIME = 500;

    private long lastCost = Long.MAX_VALUE;
    private boolean first = true;

    /**
     * The pause after a table.
     *
     * @param cost in nanoseconds of this table
     * @return nanoseconds
     */
    long pauseAfter(long cost) {
        long counted = Math.min(cost, lastCost);
        lastCost = cost;
        if (first) {
            first = false;
            lastCost = Long.MAX_VALUE;
            return 0;
        }
        return counted * PAUSE_PER_TABLE_TIME;
    }
}
