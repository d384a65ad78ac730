// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who started which child of this JVM, for the latest 1,024. One thread adds, any thread asks. */
final class ChildStarts {
    private static final int MOST_KEPT = 1024;

    /** The recorder notes the start down a moment after the kernel; a pid comes again much later than that. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private final Map<Integer, Start> byPid = new ConcurrentHashMap<>();
    private final Deque<Integer> oldestFirst = new ArrayDeque<>();

    void add(int pid, Instant time, String startedBy) {
        if (byPid.put(pid, new Start(time, startedBy)) == null) {
            oldestFirst.addLast(pid);
        }
        if (oldestFirst.size() > MOST_KEPT) {
            byPid.remove(oldestFirst.removeFirst());
        }
    }

    /**
     * Who started a child.
     *
     * @param time of its start, by the wall clock
     * @return thread and frame; null where that start is not known
     */
    @Nullable
    String find(int pid, Instant time) {
        Start start = byPid.get(pid);
        return start != null && isClose(start.time(), time) ? start.startedBy() : null;
    }

    private static boolean isClose(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(TOLERANCE) < 0;
    }

    private record Start(Instant time, String startedBy) {}
}
