// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.process.ProcessReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Guesses who was killed: whoever was there and is not any more, or has let go of its memory, and of those whom the
 * kernel would have chosen first. For one thread.
 */
final class LikelyVictims {
    private static final int NEVER_KILLED = -1000;
    private static final int SCORES = 1000;

    private final Map<Identity, ProcessReading> lastSeen = new HashMap<>();
    private final Set<Identity> deadBefore = new HashSet<>();
    private final Set<Identity> alive = new HashSet<>();

    /**
     * Suspects nobody yet.
     *
     * @param before who was there at a moment when the kill had not happened
     */
    LikelyVictims(List<ProcessReading> before) {
        for (ProcessReading process : before) {
            if (isDead(process)) {
                deadBefore.add(Identity.of(process));
            } else {
                lastSeen.put(Identity.of(process), process);
                alive.add(Identity.of(process));
            }
        }
    }

    /** Takes note of who is there now. A victim that no table showed before may be met on its way out. */
    void see(List<ProcessReading> now) {
        alive.clear();
        for (ProcessReading process : now) {
            Identity identity = Identity.of(process);
            if (!isDead(process)) {
                alive.add(identity);
                lastSeen.put(identity, process);
            } else if (!deadBefore.contains(identity)) {
                lastSeen.putIfAbsent(identity, process);
            }
        }
    }

    /**
     * Those that have gone, the likeliest first.
     *
     * @param limit bytes of the limit that probably fired, of which a score's adjustment is a part; below 0 unknown
     */
    List<ProcessReading> gone(long limit) {
        List<ProcessReading> gone = new ArrayList<>();
        lastSeen.forEach((identity, process) -> {
            if (!alive.contains(identity)) {
                gone.add(process);
            }
        });
        gone.sort(Comparator.comparing(LikelyVictims::mayBeKilled)
                .thenComparing(process -> badness(process, limit))
                .reversed());
        return gone;
    }

    /** A zombie has a name and no memory; one that hides (hidepid) has neither, and may be the victim for all we know. */
    private static boolean isDead(ProcessReading process) {
        return process.rss() < 0 && process.name() != null;
    }

    private static boolean mayBeKilled(ProcessReading process) {
        return process.oomScoreAdj() != NEVER_KILLED;
    }

    /** As {@code oom_badness} in mm/oom_kill.c, in bytes. */
    private static double badness(ProcessReading process, long limit) {
        boolean isAdjusted = process.oomScoreAdj() != Integer.MIN_VALUE && limit > 0;
        double adjustment = isAdjusted ? (double) process.oomScoreAdj() * limit / SCORES : 0;
        return process.size() + Math.max(0, process.pageTables()) + adjustment;
    }

    /** A pid alone may be used again. */
    private record Identity(int pid, long startTime) {
        static Identity of(ProcessReading process) {
            return new Identity(process.pid(), process.startTime());
        }
    }
}
