// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes of a cgroup at one moment, and those that have gone shortly before. Immutable. */
public final class ProcessTable {
    private static final ProcessTable EMPTY = new ProcessTable(List.of(), List.of(), System.nanoTime());

    private final List<ProcessReading> largestFirst;
    private final List<ProcessReading> departed;
    private final long readAtNanos;

    /** The order of both lists is the caller's. */
    ProcessTable(List<ProcessReading> largestFirst, List<ProcessReading> departed, long readAtNanos) {
        this.largestFirst = List.copyOf(largestFirst);
        this.departed = List.copyOf(departed);
        this.readAtNanos = readAtNanos;
    }

    public static ProcessTable empty() {
        return EMPTY;
    }

    /** The living, the one with most memory and swap first. */
    public List<ProcessReading> largestFirst() {
        return largestFirst;
    }

    /** Those that were gone when the table was read, as they were last seen, the latest first. */
    public List<ProcessReading> departed() {
        return departed;
    }

    /** {@link System#nanoTime()} of the read. */
    public long readAtNanos() {
        return readAtNanos;
    }

    /** The process of that pid, a living one before a departed one; null where none was seen. */
    public @Nullable ProcessReading find(int pid) {
        ProcessReading living = findIn(largestFirst, pid);
        return living != null ? living : findDeparted(pid);
    }

    /** The latest departed process of that pid; null where none was seen. */
    public @Nullable ProcessReading findDeparted(int pid) {
        return findIn(departed, pid);
    }

    /**
     * Whether a process was started by another, directly or through others that were still seen. A process whose
     * parent ends is handed to an ancestor, so that "no" may only mean: not any more.
     */
    public boolean isDescendant(int pid, int ancestorPid) {
        ProcessReading process = find(pid);
        // As many steps as there are processes, should a reused pid make the parents go in a circle.
        for (int step = 0; process != null && step < largestFirst.size() + departed.size(); step++) {
            if (process.parentPid() == ancestorPid) {
                return true;
            }
            process = find(process.parentPid());
        }
        return false;
    }

    private static @Nullable ProcessReading findIn(List<ProcessReading> processes, int pid) {
        for (ProcessReading process : processes) {
            if (process.pid() == pid) {
                return process;
            }
        }
        return null;
    }
}
