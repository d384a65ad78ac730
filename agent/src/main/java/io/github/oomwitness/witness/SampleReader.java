// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupReader;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.OwnMemory;
import io.github.oomwitness.jvm.OwnMemoryReader;
import io.github.oomwitness.jvm.ThreadCost;
import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.pressure.PressureState;
import io.github.oomwitness.pressure.Thresholds;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.process.LoadAverageReader;
import io.github.oomwitness.process.ProcessTable;
import io.github.oomwitness.process.ProcessTableReader;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks every reader once and puts the answers together. For one thread. */
final class SampleReader implements AutoCloseable {
    /** A sample that comes a little before its time still has its table. */
    private static final long EARLY = 5_000_000;

    private final @Nullable CgroupReader files;
    private final @Nullable ProcessTableReader processes;
    private final Supplier<@Nullable MemcgPath> kernel;
    private final Supplier<HeapReading> heap;
    private final OwnMemoryReader ownMemory = new OwnMemoryReader();
    private final PressureWatch pressure;
    private final LoadAverageReader load = new LoadAverageReader();
    private final LongSupplier cost = ThreadCost.clock();
    private final TablePace pace = new TablePace();
    private final long intervalNanos;
    private PressureLevel level = PressureLevel.NORMAL;
    private ProcessTable table = ProcessTable.empty();
    private long nextTableAt = System.nanoTime();

    SampleReader(
            @Nullable CgroupLocation cgroup,
            CommandLinePolicy commandLines,
            Supplier<@Nullable MemcgPath> kernel,
            Supplier<HeapReading> heap,
            Thresholds thresholds,
            Duration interval) {
        this.files = cgroup == null ? null : CgroupReader.open(cgroup);
        this.processes = cgroup == null ? null : ProcessTableReader.open(cgroup.directory(), commandLines);
        this.kernel = kernel;
        this.heap = heap;
        this.pressure = new PressureWatch(cgroup == null ? "/" : cgroup.path(), thresholds);
        this.intervalNanos = interval.toNanos();
    }

    /** Bytes charged to the cgroup, -1 unknown: the one number that tells whether everything is worth reading. */
    long readUsage() {
        return files == null ? -1 : files.readUsage();
    }

    Sample read() {
        CgroupReading filesNow = files == null ? null : files.read();
        MemcgPath kernelNow = kernel.get();
        HeapReading heapNow = heap.get();
        OwnMemory own = ownMemory.read();
        PressureLevel before = level;
        PressureState state = pressure.follow(filesNow, kernelNow, heapNow, own);
        level = state.level();
        return new Sample(
                Instant.now(),
                filesNow,
                kernelNow,
                currentTable(filesNow, level != before),
                heapNow,
                own.resident(),
                load.read(),
                state);
    }

    @Override
    public void close() {
        if (files != null) {
            files.close();
        }
        if (processes != null) {
            processes.close();
        }
        load.close();
        ownMemory.close();
        pressure.close();
    }

    /** A change of level asks who has grown, and that is only to be seen in a new table. */
    private ProcessTable currentTable(@Nullable CgroupReading filesNow, boolean levelChanged) {
        if (processes != null && (levelChanged || System.nanoTime() - nextTableAt >= 0)) {
            long before = cost.getAsLong();
            table = isNearLimit(filesNow) ? processes.readWithoutCommandLines() : processes.read();
            long pause = Math.max(pace.pauseAfter(cost.getAsLong() - before), intervalNanos - EARLY);
            nextTableAt = System.nanoTime() + pause;
        }
        return table;
    }

    /** There a process may hold its mmap_lock for long, and whoever reads its command line waits for it. */
    private static boolean isNearLimit(@Nullable CgroupReading reading) {
        if (reading == null) {
            return false;
        }
        long limit = reading.tightestLimit().limit();
        return limit > 0 && reading.workingSet() > limit / 10 * 9;
    }
}
