// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import io.github.oomwitness.pressure.PressureState.Memory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says from one reading to the next how near a kill is. Growth decides: of what the kernel cannot free, bounded where it
 * is a heap that ends at its -Xmx. The kernel's own counters of events and stalls never decide alone.
 */
public final class PressureDetector {
    private static final long SECOND = 1_000_000_000;

    /** Growth that leaves less than this does not need to be confirmed by another reading. */
    private static final double TOO_SHORT_TO_CONFIRM_SECONDS = 2;

    private static final double TIGHT_SHARE = 0.03;
    private static final long TIGHT_FOR = 3 * SECOND;
    private static final double AT_HIGH = 0.95;
    private static final long THROTTLED_FOR = 2 * SECOND;

    /** Whoever is throttled sleeps for up to two seconds, and is counted once for that. */
    private static final long COUNTS_FOR = 3 * SECOND;

    private static final double STALLED = 0.40;
    private static final double SHARE_WHERE_THRASHING_COUNTS = 0.30;
    private static final long THRASHING_FOR = 10 * SECOND;

    /** A level stands this long after the last reading that spoke for it: growth comes in steps. */
    private static final long CALM = 5 * SECOND;

    private static final Duration SHORTEST_HORIZON = Duration.ofSeconds(5);

    /** How much further back growth that has lasted is looked for: as far as it is believed ahead. */
    private static final int LASTING_PER_RECENT = 15;

    private PressureDetector() {}

    /** The state after a reading. A reading without a headroom changes nothing but the level, in its time. */
    public static PressureState next(PressureState state, PressureReading reading, Thresholds thresholds) {
        if (!reading.hasHeadroom()) {
            return withoutHeadroom(reading);
        }
        PressureReading before = state.reading();
        if (before != null && reading.timeNanos() <= before.timeNanos()) {
            return state;
        }
        long elapsed = before == null ? 0 : reading.timeNanos() - before.timeNanos();
        long recent = horizon(thresholds);
        long horizon = recent * LASTING_PER_RECENT;
        Memory memory = state.memory();
        // Beyond memory.high the kernel holds growth back: how fast it was before says nothing.
        boolean anew = before != null && Brake.isAhead(before) && !Brake.isAhead(reading);
        GrowthHistory all =
                (anew ? GrowthHistory.EMPTY : memory.all()).plus(reading.timeNanos(), reading.demand(), horizon);
        GrowthHistory outside = (anew ? GrowthHistory.EMPTY : memory.outside())
                .plus(reading.timeNanos(), outsideOfHeap(reading, before), horizon);
        Indication growth = growth(all, outside, reading.timeNanos() - recent, reading, thresholds);
        Indication lasting =
                LastingGrowth.of(all, outside, reading.timeNanos() - recent, reading, thresholds, state.level());
        growth = lasting.level().isAbove(growth.level()) ? lasting : growth;
        growth = growth.atMost(Brake.isAhead(reading) ? PressureLevel.WARNING : PressureLevel.CRITICAL);
        Counter throttlings = memory.throttlings().at(reading.timeNanos(), reading.throttlings());
        Counter refaults = memory.refaults().at(reading.timeNanos(), reading.refaults());
        Memory now = new Memory(
                all,
                outside,
                growth.level(),
                throttlings,
                refaults,
                lasting(memory.tightFor(), elapsed, isTight(reading)),
                lasting(memory.throttledFor(), elapsed, isThrottled(reading, throttlings)),
                lasting(memory.thrashingFor(), elapsed, isThrashing(reading, refaults)),
                memory.calmFor() + elapsed);
        return conclude(state, reading, growth, now, thresholds);
    }

    private static PressureState withoutHeadroom(PressureReading reading) {
        PressureState initial = PressureState.initial();
        boolean unlimited = reading.limit() == -1 && reading.demand() >= 0;
        return new PressureState(
                PressureLevel.NORMAL,
                null,
                Double.NaN,
                unlimited ? Double.POSITIVE_INFINITY : Double.NaN,
                null,
                initial.memory());
    }

    /**
     * What is not heap can have grown by no more than all together. While a heap is given back, its own books and the
     * kernel's say so one after the other, and for a moment it would look like the growth of something else.
     */
    private static long outsideOfHeap(PressureReading reading, @Nullable PressureReading before) {
        long outside = reading.demand() - reading.heap();
        if (before == null) {
            return outside;
        }
        long grown = Math.max(0, reading.demand() - before.demand());
        return Math.min(outside, before.demand() - before.heap() + grown);
    }

    /**
     * Where the heap cannot reach the limit by itself, only what is outside of it can, with the heap's own growth taken off
     * what is left. Where it can, or nothing is known of it, all growth counts.
     */
    private static Indication growth(
            GrowthHistory all, GrowthHistory outside, long since, PressureReading reading, Thresholds thresholds) {
        Growth inAll = Growth.since(since, all);
        Growth besideHeap = Growth.since(since, outside);
        long heapsGrowth = Math.max(0, inAll.amount() - besideHeap.amount());
        Growth inOutside = besideHeap.less(heapsGrowth / Growth.HEAP_PER_SHADOW);
        long heapsShare = Math.min(Math.max(0, reading.heapRoom()), heapsGrowth);
        Indication indication = Indication.of(inOutside, reading.headroom() - heapsShare, reading, thresholds);
        boolean heapIsBounded = reading.heapRoom() >= 0 && reading.heapRoom() < reading.headroom();
        return heapIsBounded
                ? indication
                : Indication.graver(indication, Indication.of(inAll, reading.headroom(), reading, thresholds));
    }

    private static PressureState conclude(
            PressureState state, PressureReading reading, Indication growth, Memory now, Thresholds thresholds) {
        PressureLevel raised = confirmed(state, growth);
        PressureReason reason = raised == PressureLevel.NORMAL ? null : PressureReason.GROWTH;
        PressureReason other = thresholds.warning() == null ? null : otherReason(now);
        if (raised == PressureLevel.NORMAL && other != null) {
            raised = PressureLevel.WARNING;
            reason = other;
        }
        boolean stands = !state.level().isAbove(raised);
        if (!stands && now.calmFor() < CALM) {
            return with(state.level(), state.reason(), reading, growth, now);
        }
        // A level that is spoken for begins its patience anew; so does one that has just been lowered to.
        return with(raised, reason, reading, growth, calmFrom(now));
    }

    /** More than one reading in a row has to say so, unless there is no time for another. */
    private static PressureLevel confirmed(PressureState state, Indication growth) {
        boolean standsAlready = !growth.level().isAbove(state.level());
        if (standsAlready || growth.timeToLimit() < TOO_SHORT_TO_CONFIRM_SECONDS) {
            return growth.level();
        }
        PressureLevel before = state.memory().indicated();
        return growth.level().isAbove(before) ? before : growth.level();
    }

    private static @Nullable PressureReason otherReason(Memory now) {
        if (now.tightFor() >= TIGHT_FOR) {
            return PressureReason.HEADROOM;
        }
        if (now.throttledFor() >= THROTTLED_FOR) {
            return PressureReason.THROTTLED;
        }
        return now.thrashingFor() >= THRASHING_FOR ? PressureReason.THRASHING : null;
    }

    private static PressureState with(
            PressureLevel level,
            @Nullable PressureReason reason,
            PressureReading reading,
            Indication growth,
            Memory memory) {
        boolean known = memory.all().size() > 1;
        return new PressureState(
                level,
                reason,
                known ? growth.rate() : Double.NaN,
                known ? growth.timeToLimit() : Double.NaN,
                reading,
                memory);
    }

    private static Memory calmFrom(Memory now) {
        return new Memory(
                now.all(),
                now.outside(),
                now.indicated(),
                now.throttlings(),
                now.refaults(),
                now.tightFor(),
                now.throttledFor(),
                now.thrashingFor(),
                0);
    }

    private static boolean isTight(PressureReading reading) {
        return reading.headroom() <= TIGHT_SHARE * reading.limit();
    }

    private static boolean isThrottled(PressureReading reading, Counter throttlings) {
        return reading.high() >= 0
                && reading.unreclaimable() >= AT_HIGH * reading.high()
                && throttlings.roseSince(reading.timeNanos() - COUNTS_FOR);
    }

    private static boolean isThrashing(PressureReading reading, Counter refaults) {
        return reading.fullStall() >= STALLED
                && reading.headroom() <= SHARE_WHERE_THRASHING_COUNTS * reading.limit()
                && refaults.roseSince(reading.timeNanos() - COUNTS_FOR);
    }

    private static long lasting(long before, long elapsed, boolean still) {
        return still ? before + elapsed : 0;
    }

    /** Long enough for the slowest growth that a threshold speaks of to take its part of the headroom. */
    private static long horizon(Thresholds thresholds) {
        Threshold warning = thresholds.warning();
        Threshold critical = thresholds.critical();
        long forWarning = warning == null ? 0 : warning.timeToLimit().toNanos() / 3;
        long forCritical = critical == null ? 0 : critical.timeToLimit().toNanos() / 3 * 2;
        return Math.max(SHORTEST_HORIZON.toNanos(), Math.max(forWarning, forCritical));
    }
}
