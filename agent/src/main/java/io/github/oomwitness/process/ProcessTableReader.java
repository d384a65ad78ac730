// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.PseudoFile;
import io.github.oomwitness.cgroup.file.SpareDescriptor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the processes of a cgroup and of those below it, again and again. For one thread, save {@link #faults}.
 *
 * <p>Nothing here throws. A process that ends while it is read is left out of the living, which is no fault; one that
 * stays listed and cannot be read (hidepid) has a row of missing values, which is. Where the application has used up this
 * process's descriptors nothing can be read, and the table stays as it was: nobody has ended for that.
 */
public final class ProcessTableReader implements AutoCloseable {
    private static final Comparator<ProcessReading> LARGEST_FIRST =
            Comparator.comparingLong(ProcessReading::size).reversed();
    private static final long MILLIS_PER_TICK = 10;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** A start so long ago that it does not matter when. */
    private static final long LONG_AGO_NANOS = 1L << 60;

    private static final int LOWEST_SCORE_ADJ = -1000;
    /** Long enough for the class path before a main class, short enough not to matter. */
    private static final int LONGEST_COMMAND_LINE = 128 << 10;

    private final String procRoot;
    private final CommandLinePolicy policy;
    private final LongSupplier nanoTime;
    private final long bootTime;
    private final long bootNanos;
    private final Faults faults = new Faults();
    private final FileText text = new FileText();
    private final CgroupProcesses listed;
    private final ProcStat stat = new ProcStat();
    private final ProcStatus status = new ProcStatus();
    private final Map<Integer, TrackedProcess> tracked = new HashMap<>();
    private final DepartedProcesses departed = new DepartedProcesses();
    private final List<ProcessReading> living = new ArrayList<>();
    private final SpareDescriptor spareDescriptor = new SpareDescriptor(text);
    private ProcessTable latest = ProcessTable.empty();
    private boolean descriptorsAreGone;
    private long readNumber;

    ProcessTableReader(
            Path cgroupDirectory, Path procRoot, CommandLinePolicy policy, Clock clock, LongSupplier nanoTime) {
        this.procRoot = procRoot.toString();
        this.policy = policy;
        this.nanoTime = nanoTime;
        long uptime = uptimeMillis();
        this.bootTime = uptime < 0 ? Long.MIN_VALUE : clock.millis() - uptime;
        this.bootNanos = uptime < 0 ? Long.MIN_VALUE : nanoTime.getAsLong() - uptime * NANOS_PER_MILLI;
        this.listed = new CgroupProcesses(cgroupDirectory, text, faults);
    }

    /**
     * A reader that has not read anything yet.
     *
     * @param cgroupDirectory the cgroup whose processes are wanted, with all cgroups below it
     * @param policy what of a command line may be told
     */
    public static ProcessTableReader open(Path cgroupDirectory, CommandLinePolicy policy) {
        return new ProcessTableReader(cgroupDirectory, Path.of("/proc"), policy, Clock.systemUTC(), System::nanoTime);
    }

    /** Reads the table; command lines of processes that are new or have executed another program are read too. */
    public ProcessTable read() {
        return read(policy != CommandLinePolicy.OFF);
    }

    /**
     * The same without reading a command line: that can wait for the process's mmap_lock, which a process that is
     * short of memory may hold for long.
     */
    public ProcessTable readWithoutCommandLines() {
        return read(false);
    }

    /** Faults so far, 0 or more. Any thread may ask. */
    public long faults() {
        return faults.count();
    }

    /** Forgets all processes: a table that is read after it starts anew. No file stays open between two reads. */
    @Override
    public void close() {
        tracked.clear();
        departed.clear();
        latest = ProcessTable.empty();
    }

    private ProcessTable read(boolean withCommandLines) {
        readNumber++;
        living.clear();
        descriptorsAreGone = !listed.read() && !spareDescriptor.isThere(text);
        for (int i = 0; i < listed.count(); i++) {
            ProcessReading reading = readListed(listed.pid(i), withCommandLines);
            if (reading != null) {
                living.add(reading);
            }
        }
        if (descriptorsAreGone) {
            faults.add();
            return latest;
        }
        long now = nanoTime.getAsLong();
        dismissUnlisted(now);
        living.sort(LARGEST_FIRST);
        latest = new ProcessTable(living, departed.at(now), now);
        return latest;
    }

    private @Nullable ProcessReading readListed(int pid, boolean withCommandLine) {
        TrackedProcess process = tracked.get(pid);
        if (process == null) {
            process = new TrackedProcess(pid, procRoot);
            tracked.put(pid, process);
        } else if (process.lastRead == readNumber) {
            return null;
        }
        process.lastRead = readNumber;
        if (!PseudoFile.readOnce(process.statPath, text) || !stat.parse(text)) {
            return unreadable(process);
        }
        if (process.startTicks >= 0 && process.startTicks != stat.startTicks) {
            depart(process);
            process = new TrackedProcess(pid, procRoot);
            process.lastRead = readNumber;
            tracked.put(pid, process);
        }
        if (!PseudoFile.readOnce(process.statusPath, text)) {
            return unreadable(process);
        }
        status.parse(text);
        process.unreadable = 0;
        process.startTicks = stat.startTicks;
        if (withCommandLine && process.needsCommandLine(status.name)) {
            readCommandLine(process);
        }
        long now = nanoTime.getAsLong();
        return process.update(
                stat,
                status,
                bootTime == Long.MIN_VALUE ? Long.MIN_VALUE : bootTime + stat.startTicks * MILLIS_PER_TICK,
                startNanos(now),
                now,
                readScore(process.scorePath, 0),
                readScore(process.scoreAdjPath, LOWEST_SCORE_ADJ));
    }

    /** Once is the end of a process between the list and its files. Twice in a row is one that hides. */
    private @Nullable ProcessReading unreadable(TrackedProcess process) {
        if (descriptorsAreGone || !spareDescriptor.isThere(text)) {
            descriptorsAreGone = true;
            return null;
        }
        depart(process);
        if (++process.unreadable < 2) {
            return null;
        }
        faults.add();
        return ProcessReading.hidden(process.pid);
    }

    private void readCommandLine(TrackedProcess process) {
        if (PseudoFile.readStart(process.commandLinePath, text, LONGEST_COMMAND_LINE)) {
            List<String> arguments = CommandLine.split(text.all());
            process.setCommandLine(policy.apply(arguments), CommandLine.isJava(arguments), status.name);
        } else {
            process.setCommandLine(null, false, status.name);
        }
    }

    private long startNanos(long now) {
        return bootNanos == Long.MIN_VALUE
                ? now - LONG_AGO_NANOS
                : bootNanos + stat.startTicks * MILLIS_PER_TICK * NANOS_PER_MILLI;
    }

    private int readScore(String path, int lowest) {
        if (PseudoFile.readOnce(path, text) && text.nextLine() && text.nextWord()) {
            long score = text.wordAsLong();
            if (score >= lowest && score <= Integer.MAX_VALUE) {
                return (int) score;
            }
        }
        return Integer.MIN_VALUE;
    }

    private void dismissUnlisted(long now) {
        for (Iterator<TrackedProcess> all = tracked.values().iterator(); all.hasNext(); ) {
            TrackedProcess process = all.next();
            if (process.lastRead != readNumber) {
                ProcessReading last = process.last;
                if (last != null) {
                    departed.add(last, now);
                }
                all.remove();
            }
        }
    }

    private void depart(TrackedProcess process) {
        ProcessReading last = process.last;
        if (last != null) {
            departed.add(last, nanoTime.getAsLong());
            process.last = null;
        }
    }

    /** -1 missing. */
    private long uptimeMillis() {
        if (PseudoFile.readOnce(procRoot + "/uptime", text) && text.nextLine() && text.nextWord()) {
            double seconds = text.wordAsFraction();
            if (!Double.isNaN(seconds)) {
                return Math.round(seconds * 1000);
            }
        }
        return -1;
    }
}
