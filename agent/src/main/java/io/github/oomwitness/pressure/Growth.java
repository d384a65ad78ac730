// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import java.util.Arrays;

/**
 * By how much an amount has grown, and how fast.
 *
 * @param amount by how much in all, bytes, 0 or more
 * @param rate bytes per second; 0 where it does not grow, or not any more
 */
record Growth(long amount, double rate) {
    static final Growth NONE = new Growth(0, 0);

    /** While a heap grows, its collector and its tables grow with it. */
    static final int HEAP_PER_SHADOW = 8;

    /** Fewer show no direction: the first sample of a step looks like any growth. */
    private static final int FEWEST_POINTS = 3;

    private static final int MOST_POINTS = 13;
    private static final int LATEST_POINTS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Slower than this part of the way so far, and it has come to rest. */
    private static final double RESTING = 0.25;

    /**
     * Since the lowest point from this time on, nanoseconds. The rate is the median of all slopes between points of even distance in time (Theil and Sen's): up to every third
     * point may be wrong without moving it far. Where the last quarter is steeper, that counts.
     */
    static Growth since(long time, GrowthHistory history) {
        int size = history.size();
        int base = history.lowest(time);
        if (base < 0 || size - base < FEWEST_POINTS) {
            return NONE;
        }
        int last = size - 1;
        long grown = history.amount(last) - history.amount(base);
        double overall = medianSlope(history, base);
        double latest = medianSlope(history, startOfLatest(history, base));
        boolean isStep = size - base == FEWEST_POINTS && history.amount(last) <= history.amount(last - 1);
        if (grown <= 0 || overall <= 0 || latest < overall * RESTING || isStep) {
            return new Growth(Math.max(0, grown), 0);
        }
        return new Growth(grown, Math.max(overall, latest));
    }

    /** Without so many bytes, which are known to come from elsewhere; slower by as much. */
    Growth less(long bytes) {
        return bytes >= amount ? NONE : new Growth(amount - bytes, rate * (amount - bytes) / amount);
    }

    private static int startOfLatest(GrowthHistory history, int base) {
        int last = history.size() - 1;
        long start = history.time(last) - (history.time(last) - history.time(base)) / 4;
        int index = last - LATEST_POINTS + 1;
        while (index > base && history.time(index) > start) {
            index--;
        }
        return index;
    }

    private static double medianSlope(GrowthHistory history, int from) {
        int[] points = evenlySpread(history, from);
        double[] slopes = new double[points.length * (points.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            for (int j = i + 1; j < points.length; j++) {
                double seconds = (history.time(points[j]) - history.time(points[i])) / NANOS_PER_SECOND;
                slopes[count++] = (history.amount(points[j]) - history.amount(points[i])) / seconds;
            }
        }
        Arrays.sort(slopes);
        return count == 0 ? 0 : (slopes[(count - 1) / 2] + slopes[count / 2]) / 2;
    }

    /** The history is denser towards its end, which would outvote its beginning. */
    private static int[] evenlySpread(GrowthHistory history, int from) {
        int last = history.size() - 1;
        int[] points = new int[Math.min(MOST_POINTS, last - from + 1)];
        long start = history.time(from);
        long span = history.time(last) - start;
        int count = 0;
        int next = from;
        for (int i = 0; i < points.length && next <= last; i++) {
            long due = start + (points.length == 1 ? 0 : span * i / (points.length - 1));
            while (next < last && history.time(next) < due) {
                next++;
            }
            points[count++] = next++;
        }
        return Arrays.copyOf(points, count);
    }
}
