// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.pressure.PressureDetector;
import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.pressure.PressureReason;
import io.github.oomwitness.pressure.PressureState;
import io.github.oomwitness.pressure.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A rule that says of each reading in turn whether it alarms. */
enum Rule {
    OURS_WARNING("OOM Witness, WARNING or above") {
        @Override
        Predicate<RecordedReading> start() {
            return detector(PressureLevel.WARNING);
        }
    },
    OURS_CRITICAL("OOM Witness, CRITICAL") {
        @Override
        Predicate<RecordedReading> start() {
            return detector(PressureLevel.CRITICAL);
        }
    },
    USAGE("memory.current > 85 %") {
        @Override
        Predicate<RecordedReading> start() {
            return reading ->
                    reading.pressure().usage() > 0.85 * reading.pressure().limit();
        }
    },
    WORKING_SET("working set > 90 %") {
        @Override
        Predicate<RecordedReading> start() {
            return reading -> reading.workingSet() > 0.90 * reading.pressure().limit();
        }
    },
    /** Its default for a monitored cgroup: memory pressure above 60 % for 30 s. */
    SYSTEMD_OOMD("systemd-oomd: PSI full > 60 % for 30 s") {
        @Override
        Predicate<RecordedReading> start() {
            long[] since = {-1};
            return reading -> {
                long now = reading.pressure().timeNanos();
                boolean pressed = reading.pressure().fullStall() > 0.60;
                since[0] = pressed ? (since[0] < 0 ? now : since[0]) : -1;
                return pressed && now - since[0] >= 30_000_000_000L;
            };
        }
    },
    /** Its default, 10 % of memory available and 10 % of swap free, reckoned for the cgroup instead of the machine. */
    EARLYOOM("earlyoom: available <= 10 %, swap <= 10 %") {
        @Override
        Predicate<RecordedReading> start() {
            return reading -> reading.available() <= 0.10 * reading.pressure().limit() && hasNoSwap(reading);
        }
    };

    private final String title;

    Rule(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** A rule at its beginning; it may remember what it is shown. */
    abstract Predicate<RecordedReading> start();

    /** The spans of time in which it alarmed. */
    List<Alarm> alarms(List<RecordedReading> readings) {
        Predicate<RecordedReading> rule = start();
        List<Alarm> alarms = new ArrayList<>();
        long from = -1;
        for (RecordedReading reading : readings) {
            boolean alarm = rule.test(reading);
            long now = reading.pressure().timeNanos();
            if (alarm && from < 0) {
                from = now;
            } else if (!alarm && from >= 0) {
                alarms.add(new Alarm(from, now));
                from = -1;
            }
        }
        if (from >= 0) {
            alarms.add(new Alarm(from, Long.MAX_VALUE));
        }
        return alarms;
    }

    /** Whether the detector would have warned of this, and of nothing graver. */
    static boolean warnsOf(PressureReason reason, List<RecordedReading> readings) {
        PressureState state = PressureState.initial();
        boolean warned = false;
        for (RecordedReading reading : readings) {
            state = PressureDetector.next(state, reading.pressure(), Thresholds.DEFAULT);
            if (state.level() == PressureLevel.CRITICAL) {
                return false;
            }
            warned |= state.level() == PressureLevel.WARNING && state.reason() == reason;
        }
        return warned;
    }

    private static Predicate<RecordedReading> detector(PressureLevel level) {
        PressureState[] state = {PressureState.initial()};
        return reading -> {
            state[0] = PressureDetector.next(state[0], reading.pressure(), Thresholds.DEFAULT);
            return state[0].level().compareTo(level) >= 0;
        };
    }

    /** What may be swapped out is part of the headroom, which is less than what is available where there is none. */
    private static boolean hasNoSwap(RecordedReading reading) {
        long withoutSwap = reading.pressure().limit() - reading.pressure().unreclaimable();
        return reading.pressure().headroom() - withoutSwap <= 0.10 * Math.max(1, reading.swapUsage());
    }

    /** From the reading that raised it to the one that ended it. */
    record Alarm(long from, long to) {}
}
