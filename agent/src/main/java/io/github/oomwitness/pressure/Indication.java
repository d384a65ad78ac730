// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import org.jspecify.annotations.Nullable;

/**
 * What growth up to one reading speaks for.
 *
 * @param rate bytes per second
 * @param timeToLimit seconds, +Inf where nothing grows
 */
record Indication(PressureLevel level, double rate, double timeToLimit) {
    /**
     * Growth has to have taken this part of the headroom that it found. It keeps a service that breathes apart from a
     * leak at every size and every rate, and a leak is still found out before half of its time is over where it becomes
     * faster on its way.
     */
    private static final double EATEN_AT_WARNING = 0.20;

    private static final double EATEN_AT_CRITICAL = 0.25;

    /**
     * Weighs growth against the headroom.
     *
     * @param headroom left for what grows
     */
    static Indication of(Growth growth, long headroom, PressureReading reading, Thresholds thresholds) {
        if (growth.rate() <= 0) {
            return new Indication(PressureLevel.NORMAL, 0, Double.POSITIVE_INFINITY);
        }
        double left = Math.max(0, headroom);
        double seconds = left / growth.rate();
        double eaten = growth.amount() / (growth.amount() + left);
        PressureLevel level = PressureLevel.NORMAL;
        if (eaten >= EATEN_AT_CRITICAL && reaches(thresholds.critical(), seconds, reading)) {
            level = PressureLevel.CRITICAL;
        } else if (eaten >= EATEN_AT_WARNING && reaches(thresholds.warning(), seconds, reading)) {
            level = PressureLevel.WARNING;
        }
        return new Indication(level, growth.rate(), seconds);
    }

    /** The one that speaks for more; of equal ones the one that sees the limit nearer. */
    static Indication graver(Indication one, Indication other) {
        if (one.level() != other.level()) {
            return one.level().isAbove(other.level()) ? one : other;
        }
        return one.timeToLimit() <= other.timeToLimit() ? one : other;
    }

    private static boolean reaches(@Nullable Threshold threshold, double seconds, PressureReading reading) {
        return threshold != null
                && reading.headroom() <= threshold.headroomShare() * reading.limit()
                && seconds <= threshold.timeToLimit().toNanos() / 1e9;
    }
}
