// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import java.util.Arrays;

/**
 * An amount of memory over the last minutes: dense where it is recent, sparse where it is old, so that a spike of 100 ms
 * and a leak of minutes both leave enough points. Immutable.
 */
final class GrowthHistory {
    static final GrowthHistory EMPTY = new GrowthHistory(new long[0], new long[0]);

    /** Points may be this much of their age apart. */
    private static final int AGE_PER_GAP = 10;

    private static final int MOST_POINTS = 128;

    private final long[] times;
    private final long[] amounts;

    private GrowthHistory(long[] times, long[] amounts) {
        this.times = times;
        this.amounts = amounts;
    }

    int size() {
        return times.length;
    }

    long time(int index) {
        return times[index];
    }

    long amount(int index) {
        return amounts[index];
    }

    /** With one point more, and without those that are older than {@code horizon} or closer together than need be. */
    GrowthHistory plus(long time, long amount, long horizon) {
        if (times.length > 0 && time <= times[times.length - 1]) {
            return this;
        }
        long[] newTimes = new long[times.length + 1];
        long[] newAmounts = new long[times.length + 1];
        int kept = 0;
        for (int i = 0; i < times.length; i++) {
            long age = time - times[i];
            boolean isLast = i == times.length - 1;
            boolean between = kept > 0
                    && !isLast
                    && times[i + 1] - newTimes[kept - 1] < (time - newTimes[kept - 1]) / AGE_PER_GAP;
            boolean crowded = times.length - i >= MOST_POINTS;
            if (age <= horizon && !between && !crowded) {
                newTimes[kept] = times[i];
                newAmounts[kept] = amounts[i];
                kept++;
            }
        }
        newTimes[kept] = time;
        newAmounts[kept] = amount;
        return new GrowthHistory(Arrays.copyOf(newTimes, kept + 1), Arrays.copyOf(newAmounts, kept + 1));
    }

    /** Where the amount was lowest from this time on, the last such point; -1 without any. */
    int lowest(long since) {
        int lowest = -1;
        for (int i = 0; i < amounts.length; i++) {
            if (times[i] >= since && (lowest < 0 || amounts[i] <= amounts[lowest])) {
                lowest = i;
            }
        }
        return lowest;
    }

    /** What it was at a time between two points, on the line between them; of the nearest where it is none between. */
    double amountAt(long time) {
        int found = Arrays.binarySearch(times, time);
        int next = found >= 0 ? found : -found - 1;
        if (next == 0 || next == times.length || times[next] == time) {
            return amounts[Math.min(next, times.length - 1)];
        }
        double share = (double) (time - times[next - 1]) / (times[next] - times[next - 1]);
        return amounts[next - 1] + share * (amounts[next] - amounts[next - 1]);
    }
}
