// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A round that was played.
 *
 * @param readings until the kill or the end
 * @param began when the growth began, {@link System#nanoTime()}
 * @param killed when the kernel killed, on the same clock; -1 where it did not
 * @param spoiled why this round proves nothing; null where it does
 */
record Played(
        Scenario scenario,
        int round,
        Draw draw,
        List<RecordedReading> readings,
        long began,
        long killed,
        @Nullable String spoiled) {

    Played {
        readings = List.copyOf(readings);
    }

    /** Whether any alarm is a false one: nothing is wrong, and no kill comes. */
    boolean isCalm() {
        return !scenario.endsInAKill() && scenario.warnsOf() == null;
    }

    /** What was there for a warning: from the beginning of the growth to the kill. */
    double secondsThere() {
        return (killed - began) / 1e9;
    }

    double secondsRecorded() {
        return readings.isEmpty()
                ? 0
                : (readings.get(readings.size() - 1).pressure().timeNanos()
                                - readings.get(0).pressure().timeNanos())
                        / 1e9;
    }

    @Override
    public String toString() {
        return scenario.name() + " #" + round + " (" + draw + ")";
    }
}
