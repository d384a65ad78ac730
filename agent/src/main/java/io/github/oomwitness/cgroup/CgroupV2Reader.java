// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import io.github.oomwitness.cgroup.file.FlatKeyed;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads cgroup v2, see Documentation/admin-guide/cgroup-v2.rst. */
final class CgroupV2Reader implements CgroupReader {
    private static final FlatKeyed STAT = new FlatKeyed(MemoryStatField.keys(CgroupVersion.V2));
    private static final FlatKeyed EVENTS = new FlatKeyed("low", "high", "max", "oom", "oom_kill", "oom_group_kill");
    private static final FlatKeyed SWAP_EVENTS = new FlatKeyed("fail");

    private final ValueFiles files = new ValueFiles();
    private final List<LevelFiles> levels;
    private final PseudoFile peak;
    private final PseudoFile low;
    private final PseudoFile swapUsage;
    private final PseudoFile swapLimit;
    private final PseudoFile swapEvents;
    private final PseudoFile stat;
    private final PseudoFile events;
    private final PseudoFile localEvents;
    private final PseudoFile pressure;
    private final long[] statValues = STAT.newValues();
    private final long[] eventValues = EVENTS.newValues();
    private final long[] swapEventValues = SWAP_EVENTS.newValues();

    CgroupV2Reader(CgroupLocation location) {
        Path directory = location.directory();
        levels = location.visibleDirectories().stream().map(LevelFiles::new).toList();
        peak = new PseudoFile(directory.resolve("memory.peak"));
        low = new PseudoFile(directory.resolve("memory.low"));
        swapUsage = new PseudoFile(directory.resolve("memory.swap.current"));
        swapLimit = new PseudoFile(directory.resolve("memory.swap.max"));
        swapEvents = new PseudoFile(directory.resolve("memory.swap.events"));
        stat = new PseudoFile(directory.resolve("memory.stat"));
        events = new PseudoFile(directory.resolve("memory.events"));
        localEvents = new PseudoFile(directory.resolve("memory.events.local"));
        pressure = new PseudoFile(directory.resolve("memory.pressure"));
    }

    @Override
    public CgroupReading read() {
        CgroupLevel[] readLevels = new CgroupLevel[levels.size()];
        Arrays.setAll(readLevels, index -> levels.get(index).read(files));
        files.readKeyed(stat, STAT, statValues);
        files.readKeyed(swapEvents, SWAP_EVENTS, swapEventValues);
        return new CgroupReading(
                List.of(readLevels),
                CgroupReading.UNKNOWN_LIMIT,
                files.readCount(peak),
                files.readProtection(low),
                files.readCount(swapUsage),
                files.readLimit(swapLimit),
                swapEventValues[0],
                MemoryStat.copyOf(statValues),
                readEvents(events),
                readEvents(localEvents),
                files.readPressure(pressure));
    }

    @Override
    public long readUsage() {
        return files.readCount(levels.get(0).usage);
    }

    @Override
    public long readHeadroom() {
        long least = -1;
        for (int index = 0; index < levels.size(); index++) {
            long headroom = levels.get(index).readHeadroom(files);
            if (headroom >= 0 && (least < 0 || headroom < least)) {
                least = headroom;
            }
        }
        return least;
    }

    @Override
    public long faults() {
        return files.faults();
    }

    @Override
    public void close() {
        levels.forEach(LevelFiles::close);
        List.of(peak, low, swapUsage, swapLimit, swapEvents, stat, events, localEvents, pressure)
                .forEach(PseudoFile::close);
    }

    private MemoryEvents readEvents(PseudoFile file) {
        files.readKeyed(file, EVENTS, eventValues);
        return new MemoryEvents(
                eventValues[0], eventValues[1], eventValues[2], eventValues[3], eventValues[4], eventValues[5]);
    }

    private static final class LevelFiles {
        private final Path directory;
        private final PseudoFile usage;
        private final PseudoFile limit;
        private final PseudoFile high;
        private final PseudoFile swapUsage;
        private final PseudoFile swapLimit;
        private final PseudoFile oomGroup;

        LevelFiles(Path directory) {
            this.directory = directory;
            usage = new PseudoFile(directory.resolve("memory.current"));
            limit = new PseudoFile(directory.resolve("memory.max"));
            high = new PseudoFile(directory.resolve("memory.high"));
            swapUsage = new PseudoFile(directory.resolve("memory.swap.current"));
            swapLimit = new PseudoFile(directory.resolve("memory.swap.max"));
            oomGroup = new PseudoFile(directory.resolve("memory.oom.group"));
        }

        CgroupLevel read(ValueFiles files) {
            return new CgroupLevel(
                    directory,
                    files.readCount(usage),
                    files.readLimit(limit),
                    files.readLimit(high),
                    readSwapRoom(files),
                    files.readFlag(oomGroup));
        }

        private long readSwapRoom(ValueFiles files) {
            long bytes = files.readLimit(swapLimit);
            return bytes <= 0 ? bytes : Math.max(0, bytes - Math.max(0, files.readCount(swapUsage)));
        }

        long readHeadroom(ValueFiles files) {
            long bytes = files.readLimit(limit);
            long used = bytes < 0 ? -1 : files.readCount(usage);
            return used < 0 ? -1 : Math.max(0, bytes - used);
        }

        void close() {
            usage.close();
            limit.close();
            high.close();
            swapUsage.close();
            swapLimit.close();
            oomGroup.close();
        }
    }
}
