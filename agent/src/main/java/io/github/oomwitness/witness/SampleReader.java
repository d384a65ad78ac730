// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupReader;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.ResidentSizeReader;
import io.github.oomwitness.jvm.ThreadCost;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.process.LoadAverageReader;
import io.github.oomwitness.process.ProcessTable;
import io.github.oomwitness.process.ProcessTableReader;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks every reader once and puts the answers together. For one thread. */
final class SampleReader implements AutoCloseable {
    private final @Nullable CgroupReader files;
    private final @Nullable ProcessTableReader processes;
    private final Supplier<@Nullable MemcgPath> kernel;
    private final Supplier<HeapReading> heap;
    private final ResidentSizeReader residentSize = new ResidentSizeReader();
    private final LoadAverageReader load = new LoadAverageReader();
    private final LongSupplier cost = ThreadCost.clock();
    private final TablePace pace = new TablePace();
    private ProcessTable table = ProcessTable.empty();
    private long nextTableAt = System.nanoTime();

    SampleReader(
            @Nullable CgroupLocation cgroup,
            CommandLinePolicy commandLines,
            Supplier<@Nullable MemcgPath> kernel,
            Supplier<HeapReading> heap) {
        this.files = cgroup == null ? null : CgroupReader.open(cgroup);
        this.processes = cgroup == null ? null : ProcessTableReader.open(cgroup.directory(), commandLines);
        this.kernel = kernel;
        this.heap = heap;
    }

    Sample read() {
        CgroupReading filesNow = files == null ? null : files.read();
        return new Sample(
                Instant.now(),
                filesNow,
                kernel.get(),
                currentTable(filesNow),
                heap.get(),
                residentSize.read(),
                load.read());
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
    }

    private ProcessTable currentTable(@Nullable CgroupReading filesNow) {
        if (processes != null && System.nanoTime() - nextTableAt >= 0) {
            long before = cost.getAsLong();
            table = isNearLimit(filesNow) ? processes.readWithoutCommandLines() : processes.read();
            nextTableAt = System.nanoTime() + pace.pauseAfter(cost.getAsLong() - before);
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
