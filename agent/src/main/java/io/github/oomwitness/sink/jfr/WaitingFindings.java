// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Findings of one kind, until a recording runs that takes them. For any thread. Subclasses name the event's class, and only where they
 * commit it: to load it is to have it registered.
 */
abstract class WaitingFindings<F> {
    private final int most;
    private final Deque<F> waiting = new ArrayDeque<>();

    /**
     * None yet.
     *
     * @param most that wait; of more than these only the newest go into a recording
     */
    WaitingFindings(int most) {
        this.most = most;
    }

    final synchronized void add(F finding) {
        if (waiting.size() == most) {
            waiting.removeFirst();
        }
        waiting.addLast(finding);
    }

    /** Into the recording, if there is one. The event's class is known to the recorder by then. */
    final synchronized void commit() {
        while (!waiting.isEmpty() && isRecorded()) {
            commit(waiting.getFirst());
            // Not sooner: where the heap is too full for the event, it is there at the next try.
            waiting.removeFirst();
        }
    }

    abstract boolean isRecorded();

    abstract void commit(F finding);
}
