// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.ProcessKill;
import io.github.oomwitness.finding.KillBySignal;
import java.util.ArrayDeque;
import java.util.Deque;

/** Kills by other processes, until a recording runs that takes them. For any thread. */
final class WaitingProcessKills {
    /** About 2 KB each. Of more than these only the newest go into a recording. */
    private static final int MOST_WAITING = 256;

    private final Deque<KillBySignal> waiting = new ArrayDeque<>();

    synchronized void add(KillBySignal kill) {
        if (waiting.size() == MOST_WAITING) {
            waiting.removeFirst();
        }
        waiting.addLast(kill);
    }

    /** Into the recording, if there is one. The event's class is known to the recorder by then. */
    synchronized void commit() {
        while (!waiting.isEmpty() && new ProcessKill().isEnabled()) {
            ProcessKill event = ProcessKillWriter.eventOf(waiting.getFirst());
            waiting.removeFirst();
            event.commit();
        }
    }
}
