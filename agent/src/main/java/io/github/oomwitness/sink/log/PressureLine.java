// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.finding.PressureChange;
import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.pressure.PressureReading;
import io.github.oomwitness.pressure.PressureReason;
import io.github.oomwitness.pressure.PressureState;
import io.github.oomwitness.process.ProcessGrowth;
import io.github.oomwitness.text.ByteText;

/** A change of level in one sentence: how much is left, for how long, and who has grown. */
final class PressureLine {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MINUTES_FROM_SECONDS = 120;
    private static final double TENTHS = 10;

    private PressureLine() {}

    static String of(PressureChange change) {
        PressureState now = change.now();
        StringBuilder line = new StringBuilder(256).append("memory pressure ").append(now.level());
        PressureReading reading = now.reading();
        if (reading != null) {
            line.append(": ").append(left(reading)).append(cause(now));
        }
        if (now.level() != PressureLevel.NORMAL) {
            String separator = "; grew most: ";
            for (ProcessGrowth grower : change.growers()) {
                line.append(separator)
                        .append(grower.name() == null ? "a process" : grower.name())
                        .append(" (pid ")
                        .append(grower.pid())
                        .append(") by ")
                        .append(ByteText.of(grower.growth()));
                separator = ", ";
            }
        }
        return line.toString();
    }

    private static String left(PressureReading reading) {
        String limit = "the limit of " + ByteText.of(reading.limit())
                + (reading.limitCgroup() == null ? "" : " (" + reading.limitCgroup() + ")");
        return reading.headroom() < 0
                ? ByteText.of(-reading.headroom()) + " more than " + limit + " cannot be freed"
                : ByteText.of(reading.headroom()) + " of " + limit + " are left";
    }

    private static String cause(PressureState now) {
        PressureReason reason = now.reason();
        if (reason == null) {
            return "";
        }
        return switch (reason) {
            case GROWTH -> growth(now);
            case HEADROOM -> ", and little more is needed for a kill";
            case THROTTLED -> "; the kernel holds the cgroup back at memory.high";
            case THRASHING -> "; all tasks wait for memory most of the time";
        };
    }

    private static String growth(PressureState now) {
        // After a peak the level stands for a while, with nothing to reckon from.
        if (!(now.growthRate() > 0)) {
            return "";
        }
        return ", and go at " + ByteText.of(Math.round(now.growthRate())) + " a second: the kernel kills in about "
                + time(now.timeToLimit());
    }

    private static String time(double seconds) {
        return seconds < MINUTES_FROM_SECONDS
                ? Math.round(seconds * TENTHS) / TENTHS + " s"
                : Math.round(seconds / SECONDS_PER_MINUTE) + " minutes";
    }
}
