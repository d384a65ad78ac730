// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import org.jspecify.annotations.Nullable;

/**
 * What the detector has concluded so far, and what it needs to remember. Immutable.
 *
 * @param level that stands
 * @param reason for it; null at {@link PressureLevel#NORMAL}
 * @param growthRate bytes per second, 0 or more, of what may reach the limit; NaN unknown
 * @param timeToLimit seconds until the headroom is used up at that rate; +Inf where nothing grows, NaN unknown
 * @param reading the newest with a headroom; null before the first
 */
public record PressureState(
        PressureLevel level,
        @Nullable PressureReason reason,
        double growthRate,
        double timeToLimit,
        @Nullable PressureReading reading,
        Memory memory) {

    /** Before the first reading. */
    public static PressureState initial() {
        return new PressureState(PressureLevel.NORMAL, null, Double.NaN, Double.NaN, null, Memory.EMPTY);
    }

    /** Whether the newest reading speaks for more than what stands, and waits for another one to say so. */
    boolean awaitsConfirmation() {
        return memory.indicated().isAbove(level);
    }

    /**
     * What readings to come are held against.
     *
     * @param all the demand of late
     * @param outside what of it is not this JVM's heap
     * @param indicated the level that the reading before spoke for
     * @param throttlings how often the kernel has held the cgroup back
     * @param refaults how many pages came back
     * @param tightFor nanoseconds in which hardly any headroom was left
     * @param throttledFor nanoseconds of throttling
     * @param thrashingFor nanoseconds of thrashing
     * @param calmFor nanoseconds in which all readings spoke for less than the level that stands
     */
    record Memory(
            GrowthHistory all,
            GrowthHistory outside,
            PressureLevel indicated,
            Counter throttlings,
            Counter refaults,
            long tightFor,
            long throttledFor,
            long thrashingFor,
            long calmFor) {
        static final Memory EMPTY = indicating(PressureLevel.NORMAL);

        /** Nothing to remember but what the reading before spoke for. */
        static Memory indicating(PressureLevel indicated) {
            return new Memory(
                    GrowthHistory.EMPTY, GrowthHistory.EMPTY, indicated, Counter.UNSEEN, Counter.UNSEEN, 0, 0, 0, 0);
        }
    }
}
