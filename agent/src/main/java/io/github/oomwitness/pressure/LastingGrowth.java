// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

/**
 * Growth that has gone on for longer than the last seconds, and goes on: so evenly that it may be trusted further ahead
 * than growth that has only just been seen.
 */
final class LastingGrowth {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final int PARTS = 4;

    /** Each part of the time has to have brought at least this part of its share: whatever pauses is not certain to go on. */
    private static final double LEAST_PART = 0.5;

    /**
     * And the last of them this much. A cache that warms up grows ever slower: on an exponential curve that ends at the limit
     * or below, it is slower than this by the time that it has taken 40 % of the headroom, and by 30 % on one that
     * ends where 15 % are left.
     */
    private static final double LEAST_LAST_PART = 0.85;

    /** As long as what stands is not to end for every breath that a leak takes. */
    private static final double LEAST_PART_ONCE_TOLD = 0.25;

    private LastingGrowth() {}

    /**
     * The gravest that growth up to now speaks for, wherever it may have begun.
     *
     * @param all the demand of late
     * @param outside what of it is not this JVM's heap: a heap that fills up without haste until it is collected looks like
     *     nothing so much as a leak
     * @param before only growth that began before this time is looked at, nanoseconds
     * @param standing the level that stands
     */
    static Indication of(
            GrowthHistory all,
            GrowthHistory outside,
            long before,
            PressureReading reading,
            Thresholds thresholds,
            PressureLevel standing) {
        Indication gravest = Indication.NONE;
        long highest = Long.MIN_VALUE;
        int last = outside.size() - 1;
        for (int base = 0; base < last && outside.time(base) < before; base++) {
            highest = Math.max(highest, outside.amount(base));
            long amount = outside.amount(last) - outside.amount(base);
            // To where it was before is no growth: it came back from there.
            if (amount > 0 && outside.amount(last) > highest) {
                long heapsGrowth = Math.max(0, all.amount(last) - all.amount(base) - amount);
                long left = reading.headroom() - Math.min(Math.max(0, reading.heapRoom()), heapsGrowth);
                double seconds = (outside.time(last) - outside.time(base)) / NANOS_PER_SECOND;
                Growth growth = new Growth(amount, amount / seconds).less(heapsGrowth / Growth.HEAP_PER_SHADOW);
                Indication indication = Indication.ofLasting(growth, left, reading, thresholds);
                if (indication.level().isAbove(gravest.level())) {
                    gravest = Indication.graver(
                            gravest, indication.atMost(trusted(outside, base, indication.level(), standing)));
                }
            }
        }
        return gravest;
    }

    /** The level that growth since this point may be trusted to speak for. */
    private static PressureLevel trusted(
            GrowthHistory history, int base, PressureLevel wanted, PressureLevel standing) {
        double least = Double.POSITIVE_INFINITY;
        double lastPart = 0;
        int last = history.size() - 1;
        double share = (double) (history.amount(last) - history.amount(base)) / PARTS;
        double span = (double) (history.time(last) - history.time(base)) / PARTS;
        double from = history.amount(base);
        for (int part = 1; part <= PARTS; part++) {
            double until =
                    part == PARTS ? history.amount(last) : history.amountAt(history.time(base) + (long) (span * part));
            lastPart = (until - from) / share;
            least = Math.min(least, lastPart);
            from = until;
        }
        if (least >= LEAST_PART && lastPart >= LEAST_LAST_PART) {
            return wanted;
        }
        return least >= LEAST_PART_ONCE_TOLD ? standing : PressureLevel.NORMAL;
    }
}
