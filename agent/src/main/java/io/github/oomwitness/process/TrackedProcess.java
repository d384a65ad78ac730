// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is remembered of a process from one read of the table to the next. */
final class TrackedProcess {
    /** A process that keeps changing its name must not make its command line be read each time. */
    private static final int MOST_COMMAND_LINE_READS = 4;

    final int pid;
    final String statPath;
    final String statusPath;
    final String scorePath;
    final String scoreAdjPath;
    final String commandLinePath;

    /** The number of the read of the table that met the process last. */
    long lastRead;

    /** Reads in a row in which the process was listed but could not be read. */
    int unreadable;

    long startTicks = -1;

    /** As it was last seen with memory: the kernel takes that away before the process is gone. */
    @Nullable
    ProcessReading last;

    private @Nullable GrowthWindow growth;
    private @Nullable String commandLine;
    private boolean isJava;
    private int commandLineReads;
    private @Nullable String nameAtCommandLine;

    TrackedProcess(int pid, String procRoot) {
        this.pid = pid;
        String directory = procRoot + "/" + pid;
        statPath = directory + "/stat";
        statusPath = directory + "/status";
        scorePath = directory + "/oom_score";
        scoreAdjPath = directory + "/oom_score_adj";
        commandLinePath = directory + "/cmdline";
    }

    /** An exec gives a process another name and another command line, and leaves pid and start as they were. */
    boolean needsCommandLine(@Nullable String name) {
        return commandLineReads == 0
                || (commandLineReads < MOST_COMMAND_LINE_READS && !Objects.equals(name, nameAtCommandLine));
    }

    void setCommandLine(@Nullable String shown, boolean java, @Nullable String name) {
        commandLine = shown;
        isJava = java;
        nameAtCommandLine = name;
        commandLineReads++;
    }

    /** The reading, the very same object as last time where nothing has changed. */
    ProcessReading update(
            ProcStat stat, ProcStatus status, long startTime, long startNanos, long nowNanos, int score, int scoreAdj) {
        ProcessReading reading = new ProcessReading(
                pid,
                status.parentPid,
                status.name,
                status.uid,
                startTime,
                commandLine,
                status.anonRss,
                status.fileRss,
                status.shmemRss,
                status.swap,
                status.pageTables,
                status.totalVm,
                stat.minorFaults,
                stat.majorFaults,
                score,
                scoreAdj,
                status.threads,
                isJava || "java".equals(status.name),
                status.isNamespaceInit,
                growth(status, startNanos, nowNanos));
        ProcessReading before = last;
        if (before == null || (reading.totalVm() >= 0 && !reading.equals(before))) {
            last = reading;
            return reading;
        }
        return reading.totalVm() >= 0 ? before : reading;
    }

    /** Of what swap alone could free; file pages come and go. */
    private long growth(ProcStatus status, long startNanos, long nowNanos) {
        if (status.anonRss < 0 || status.shmemRss < 0) {
            return Long.MIN_VALUE;
        }
        GrowthWindow window = growth;
        if (window == null) {
            window = GrowthWindow.since(startNanos, nowNanos);
            growth = window;
        }
        return window.add(nowNanos, status.anonRss + status.shmemRss);
    }
}
