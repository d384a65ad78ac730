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
    /** Growth that has lasted is looked at this many times as far ahead as growth of the last seconds. */
    static final int LASTING_REACHES_FURTHER = 10;

    static final Indication NONE = new Indication(PressureLevel.NORMAL, 0, Double.POSITIVE_INFINITY);

    /**
     * Growth has to have taken this part of the headroom that it found. It keeps a service that breathes apart from a
     * leak at every size and every rate, and a leak is still found out before half of its time is over where it becomes
     * faster on its way.
     */
    private static final Bar RECENT = new Bar(0.20, 0.25, 1);

    /**
     * Growth that has lasted is known to be even, so that nothing has to be left for a leak that becomes faster; and the
     * further ahead, the more it has to have shown.
     */
    private static final Bar LASTING = new Bar(0.30, 0.40, LASTING_REACHES_FURTHER);

    /**
     * What growth has to have taken of the headroom that it found.
     *
     * @param warning 0 to 1
     * @param critical 0 to 1
     * @param reach how many times as far ahead as the thresholds say it is believed
     */
    private record Bar(double warning, double critical, int reach) {}

    /**
     * Weighs growth of the last seconds against the headroom.
     *
     * @param headroom left for what grows
     */
    static Indication of(Growth growth, long headroom, PressureReading reading, Thresholds thresholds) {
        return of(growth, headroom, reading, thresholds, RECENT);
    }

    /** Likewise, of growth that has gone on evenly for longer. */
    static Indication ofLasting(Growth growth, long headroom, PressureReading reading, Thresholds thresholds) {
        return of(growth, headroom, reading, thresholds, LASTING);
    }

    private static Indication of(
            Growth growth, long headroom, PressureReading reading, Thresholds thresholds, Bar bar) {
        if (growth.rate() <= 0) {
            return NONE;
        }
        double left = Math.max(0, headroom);
        double seconds = left / growth.rate();
        double eaten = growth.amount() / (growth.amount() + left);
        PressureLevel level = PressureLevel.NORMAL;
        if (eaten >= bar.critical() && reaches(thresholds.critical(), seconds / bar.reach(), reading)) {
            level = PressureLevel.CRITICAL;
        } else if (eaten >= bar.warning() && reaches(thresholds.warning(), seconds / bar.reach(), reading)) {
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

    Indication atMost(PressureLevel bound) {
        return level.isAbove(bound) ? new Indication(bound, rate, timeToLimit) : this;
    }

    private static boolean reaches(@Nullable Threshold threshold, double seconds, PressureReading reading) {
        return threshold != null
                && reading.headroom() <= threshold.headroomShare() * reading.limit()
                && seconds <= threshold.timeToLimit().toNanos() / 1e9;
    }
}
