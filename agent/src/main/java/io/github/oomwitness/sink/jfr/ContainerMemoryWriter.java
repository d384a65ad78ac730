// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.MemoryEvents;
import io.github.oomwitness.cgroup.MemoryStat;
import io.github.oomwitness.cgroup.MemoryStatField;
import io.github.oomwitness.events.ContainerMemory;
import io.github.oomwitness.events.Missing;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.pressure.PressureReading;
import io.github.oomwitness.pressure.Unreclaimable;

/** Fills a {@link ContainerMemory} event from a sample. */
final class ContainerMemoryWriter {
    private ContainerMemoryWriter() {}

    /**
     * The event of one sample.
     *
     * @param atStart the cgroup's counters when the agent started: the event's count from there
     */
    static ContainerMemory eventOf(Sample sample, MemoryEvents atStart) {
        ContainerMemory event = new ContainerMemory();
        event.memoryUsage = sample.usage();
        event.memoryLimit = sample.limit();
        CgroupReading files = sample.files();
        if (files != null) {
            writeFiles(event, files);
            event.unreclaimable = Unreclaimable.of(files.stat());
            writeStat(event, files.stat());
            writeEvents(event, files.events(), atStart);
        }
        PressureReading pressure = sample.pressure().reading();
        if (pressure != null) {
            event.headroom = pressure.headroom();
        }
        HeapWriter.write(event, sample.heap(), sample.jvmRss());
        return event;
    }

    private static void writeFiles(ContainerMemory event, CgroupReading files) {
        event.memoryPeak = files.peak();
        event.memoryHigh = files.high();
        event.swapUsage = files.swapUsage();
        event.swapLimit = files.swapLimit();
        event.workingSet = files.workingSet();
        event.psiSomeAvg10 = files.pressure().someAvg10();
        event.psiFullAvg10 = files.pressure().fullAvg10();
    }

    private static void writeStat(ContainerMemory event, MemoryStat stat) {
        event.anon = stat.get(MemoryStatField.ANON);
        event.file = stat.get(MemoryStatField.FILE);
        event.shmem = stat.get(MemoryStatField.SHMEM);
        event.kernel = stat.get(MemoryStatField.KERNEL);
        event.slabReclaimable = stat.get(MemoryStatField.SLAB_RECLAIMABLE);
        event.sock = stat.get(MemoryStatField.SOCK);
        event.dirty = stat.get(MemoryStatField.DIRTY);
        event.writeback = stat.get(MemoryStatField.WRITEBACK);
        event.inactiveFile = stat.get(MemoryStatField.INACTIVE_FILE);
    }

    private static void writeEvents(ContainerMemory event, MemoryEvents now, MemoryEvents atStart) {
        event.lowEvents = since(now.low(), atStart.low());
        event.highEvents = since(now.high(), atStart.high());
        event.maxEvents = since(now.max(), atStart.max());
        event.oomEvents = since(now.oom(), atStart.oom());
        event.oomKillEvents = since(now.oomKill(), atStart.oomKill());
    }

    /** -1 where either count is missing. */
    private static int since(long now, long atStart) {
        return now < 0 || atStart < 0 ? Missing.COUNT : Count.of(now - atStart);
    }
}
