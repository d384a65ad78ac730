// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.process.ProcessReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Guesses who was killed: whoever was there before and is not any more, and of those the largest. */
final class LikelyVictims {
    private LikelyVictims() {}

    /**
     * Those that have gone, or have let go of their memory, between two looks; the likeliest first.
     *
     * @param before the living at a moment when the kill had not happened
     * @param now the living at a moment after it
     */
    static List<ProcessReading> between(List<ProcessReading> before, List<ProcessReading> now) {
        List<ProcessReading> gone = new ArrayList<>();
        for (ProcessReading process : before) {
            if (!wasDeadBefore(process) && !isAlive(process, now)) {
                gone.add(process);
            }
        }
        gone.sort(Comparator.comparingLong(ProcessReading::size).reversed());
        return gone;
    }

    /** A zombie has a name and no memory; one that hides (hidepid) has neither, and may be the victim for all we know. */
    private static boolean wasDeadBefore(ProcessReading process) {
        return process.rss() < 0 && process.name() != null;
    }

    private static boolean isAlive(ProcessReading process, List<ProcessReading> now) {
        for (ProcessReading candidate : now) {
            if (candidate.pid() == process.pid()) {
                boolean isSame = candidate.startTime() == process.startTime();
                boolean hasLetGo = process.rss() >= 0 && candidate.rss() < 0;
                return isSame && !hasLetGo;
            }
        }
        return false;
    }
}
