// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rounds that are being played: whoever interrupts the bench is left with none of their processes and cgroups. */
final class Stage {
    private final Map<Thread, Round> playing = new ConcurrentHashMap<>();

    /** The round that this thread plays from here on. */
    Round enter(Round round) {
        playing.put(Thread.currentThread(), round);
        return round;
    }

    void leave() {
        playing.remove(Thread.currentThread());
    }

    void clear() {
        for (Round round : playing.values()) {
            try {
                round.close();
            } catch (IOException leftBehind) {
                System.err.println("bench near-oom: " + leftBehind.getMessage());
            }
        }
    }
}
