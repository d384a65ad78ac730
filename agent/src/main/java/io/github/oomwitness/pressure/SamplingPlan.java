// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import org.jspecify.annotations.Nullable;

/**
 * When to look at the memory, and when a look at the usage alone is enough. Immutable; a new plan follows each reading of
 * everything.
 *
 * @param readAtNanos when everything was last read
 * @param usage of the own cgroup then; -1 missing
 * @param limit of the cgroup that headroom is reckoned under; negative where there is none
 * @param headroom then, or {@link PressureReading#NO_HEADROOM}
 * @param demand then; -1 missing
 * @param lastsNanos how long the headroom lasts if it goes on shrinking as it did before that reading
 * @param standing the level that stood after it
 * @param inDoubt whether it spoke for more, and waits for another one to say so
 */
public record SamplingPlan(
        long readAtNanos,
        long usage,
        long limit,
        long headroom,
        long demand,
        long lastsNanos,
        PressureLevel standing,
        boolean inDoubt) {
    /** So many looks are to fit into what is left: fewer would show no direction before half of it is over. */
    private static final int LOOKS_LEFT = 16;

    /** A shorter time between two readings says little about a rate. */
    private static final long SHORTEST_SPAN = 5_000_000;

    /** A change smaller than this part of the headroom changes no conclusion. */
    private static final int SMALL_PART = 64;

    private static final long SMALL_CHANGE = 256 << 10;

    /** Often enough to see the end of an episode, and another that begins at once. */
    private static final long TOLD_NANOS = 100_000_000;

    /** Where usage comes this near to its limit, page cache gives way: what cannot be freed grows behind a steady usage. */
    private static final int RECLAIM_PART = 8;

    /** The plan after the first reading; null where it told of no headroom. */
    public static @Nullable SamplingPlan after(PressureState state) {
        PressureReading reading = state.reading();
        return reading == null ? null : of(state, reading, Long.MAX_VALUE);
    }

    /** The plan after one reading more; null where it told of no headroom. */
    public @Nullable SamplingPlan next(PressureState state) {
        PressureReading reading = state.reading();
        if (reading == null) {
            return null;
        }
        long span = reading.timeNanos() - readAtNanos;
        long grown = reading.demand() - demand;
        boolean shrinks = demand >= 0 && reading.hasHeadroom() && grown > 0 && span >= SHORTEST_SPAN;
        return of(
                state,
                reading,
                shrinks ? (long) ((double) Math.max(0, reading.headroom()) / grown * span) : Long.MAX_VALUE);
    }

    /**
     * How long to wait until the next look, at most the interval that is asked for far from the limit. Once CRITICAL is told
     * there is nothing left to be told in time, and a look does harm: the pages of the code that looks are gone by then,
     * and who asks for them back in a full cgroup makes the kernel kill.
     */
    public long pauseNanos(long intervalNanos) {
        long pause = SamplingInterval.nanos(headroom, Math.min(intervalNanos, lastsNanos / LOOKS_LEFT));
        return standing == PressureLevel.CRITICAL ? Math.max(pause, Math.min(intervalNanos, TOLD_NANOS)) : pause;
    }

    private static SamplingPlan of(PressureState state, PressureReading reading, long lastsNanos) {
        return new SamplingPlan(
                reading.timeNanos(),
                reading.usage(),
                reading.limit(),
                reading.headroom(),
                reading.demand(),
                lastsNanos,
                state.level(),
                state.awaitsConfirmation());
    }

    /**
     * Whether everything has to be read now, or this usage says that nothing has changed. Memory that grows in steps says so
     * between them, where the step before is yet to be confirmed.
     */
    public boolean wantsEverything(long nowNanos, long usageNow, long intervalNanos) {
        if (inDoubt
                || headroom == PressureReading.NO_HEADROOM
                || usageNow < 0
                || usage < 0
                || nowNanos - readAtNanos >= intervalNanos) {
            return true;
        }
        boolean changed = Math.abs(usageNow - usage) > Math.max(SMALL_CHANGE, headroom / SMALL_PART);
        return changed || usageNow >= limit - Math.max(0, headroom) / RECLAIM_PART;
    }
}
