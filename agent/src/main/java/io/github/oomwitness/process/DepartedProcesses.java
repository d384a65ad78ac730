// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Processes that have gone, for as long as somebody may ask for them: a minute, and not more than a thousand. */
final class DepartedProcesses {
    static final int MOST_KEPT = 1024;
    static final long KEPT_NANOS = 60_000_000_000L;

    private final Deque<Departure> latestFirst = new ArrayDeque<>();
    private List<ProcessReading> snapshot = List.of();

    void add(ProcessReading lastSeen, long nowNanos) {
        latestFirst.addFirst(new Departure(lastSeen, nowNanos));
        if (latestFirst.size() > MOST_KEPT) {
            latestFirst.removeLast();
        }
        snapshot = List.of();
    }

    void clear() {
        latestFirst.clear();
        snapshot = List.of();
    }

    /** The latest first. */
    List<ProcessReading> at(long nowNanos) {
        while (!latestFirst.isEmpty() && nowNanos - latestFirst.getLast().nanos() > KEPT_NANOS) {
            latestFirst.removeLast();
            snapshot = List.of();
        }
        if (snapshot.isEmpty() && !latestFirst.isEmpty()) {
            snapshot = latestFirst.stream().map(Departure::lastSeen).toList();
        }
        return snapshot;
    }

    private record Departure(ProcessReading lastSeen, long nanos) {}
}
