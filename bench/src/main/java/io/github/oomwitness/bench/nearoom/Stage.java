// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rounds that are being played: whoever interrupts the bench is left with none of their processes and cgroups. */
final class Stage {
    private final Map<Thread, Round> playing = new ConcurrentHashMap<>();
    private volatile boolean cleared;

    /** The round that this thread plays from here on; none once the stage has been cleared. */
    Round enter(Round round) throws IOException {
        playing.put(Thread.currentThread(), round);
        if (cleared) {
            round.close();
            throw new IOException("the bench ends");
        }
        return round;
    }

    void leave() {
        playing.remove(Thread.currentThread());
    }

    void clear() {
        cleared = true;
        for (Round round : playing.values()) {
            try {
                round.close();
            } catch (IOException leftBehind) {
                System.err.println("bench near-oom: " + leftBehind.getMessage());
            }
        }
    }
}
