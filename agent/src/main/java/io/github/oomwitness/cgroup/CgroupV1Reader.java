// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import io.github.oomwitness.cgroup.file.FlatKeyed;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads cgroup v1, see Documentation/admin-guide/cgroup-v1/memory.rst, and says it in v2's terms.
 *
 * <p>{@code memory.stat} has each number twice; the ones with {@code total_} include the cgroups below, as v2's do.
 */
final class CgroupV1Reader implements CgroupReader {
    private static final FlatKeyed STAT =
            new FlatKeyed(MemoryStatField.keys(CgroupVersion.V1, "total_swap", "hierarchical_memory_limit"));
    private static final int SWAP = MemoryStatField.values().length;
    private static final int HIERARCHICAL_LIMIT = SWAP + 1;
    private static final FlatKeyed OOM_CONTROL = new FlatKeyed("oom_kill");

    private final ValueFiles files = new ValueFiles();
    private final List<LevelFiles> levels;
    private final PseudoFile peak;
    private final PseudoFile memoryAndSwapLimit;
    private final PseudoFile kernel;
    private final PseudoFile stat;
    private final PseudoFile failCount;
    private final PseudoFile oomControl;
    private final @Nullable PseudoFile pressure;
    private final long[] statValues = STAT.newValues();
    private final long[] oomControlValues = OOM_CONTROL.newValues();

    CgroupV1Reader(CgroupLocation location) {
        Path directory = location.directory();
        levels = limitingLevels(location.visibleDirectories());
        peak = new PseudoFile(directory.resolve("memory.max_usage_in_bytes"));
        memoryAndSwapLimit = new PseudoFile(directory.resolve("memory.memsw.limit_in_bytes"));
        kernel = new PseudoFile(directory.resolve("memory.kmem.usage_in_bytes"));
        stat = new PseudoFile(directory.resolve("memory.stat"));
        failCount = new PseudoFile(directory.resolve("memory.failcnt"));
        oomControl = new PseudoFile(directory.resolve("memory.oom_control"));
        Path pressureDirectory = location.pressureDirectory();
        pressure = pressureDirectory == null ? null : new PseudoFile(pressureDirectory.resolve("memory.pressure"));
    }

    @Override
    public CgroupReading read() {
        CgroupLevel[] readLevels = new CgroupLevel[levels.size()];
        Arrays.setAll(readLevels, index -> levels.get(index).read(files));
        files.readKeyed(stat, STAT, statValues);
        statValues[MemoryStatField.KERNEL.index()] = files.readCount(kernel);
        MemoryEvents events = readEvents();
        return new CgroupReading(
                List.of(readLevels),
                hierarchicalLimit(statValues[HIERARCHICAL_LIMIT]),
                files.readCount(peak),
                CgroupReading.MISSING,
                statValues[SWAP],
                swapLimit(files.readLimit(memoryAndSwapLimit), readLevels[0].limit()),
                CgroupReading.MISSING,
                MemoryStat.copyOf(statValues),
                events,
                events,
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
        List.of(peak, memoryAndSwapLimit, kernel, stat, failCount, oomControl).forEach(PseudoFile::close);
        if (pressure != null) {
            pressure.close();
        }
    }

    private MemoryEvents readEvents() {
        files.readKeyed(oomControl, OOM_CONTROL, oomControlValues);
        return new MemoryEvents(-1, -1, files.readCount(failCount), -1, oomControlValues[0], -1);
    }

    private static long hierarchicalLimit(long bytes) {
        if (bytes < 0) {
            return CgroupReading.UNKNOWN_LIMIT;
        }
        return bytes >= SingleValue.LARGEST_LIMIT ? CgroupReading.NO_LIMIT : bytes;
    }

    private static long swapLimit(long memoryAndSwapLimit, long memoryLimit) {
        if (memoryAndSwapLimit < 0 || memoryLimit == CgroupReading.NO_LIMIT) {
            return memoryAndSwapLimit;
        }
        return memoryLimit < 0 ? CgroupReading.UNKNOWN_LIMIT : Math.max(0, memoryAndSwapLimit - memoryLimit);
    }

    /**
     * A v1 cgroup limits its children only where {@code memory.use_hierarchy} is set in it. That cannot change once it
     * has children; Linux 5.11 and later have it set everywhere.
     */
    private static List<LevelFiles> limitingLevels(List<Path> directories) {
        ValueFiles files = new ValueFiles();
        List<LevelFiles> levels = new ArrayList<>();
        for (Path directory : directories) {
            try (PseudoFile useHierarchy = new PseudoFile(directory.resolve("memory.use_hierarchy"))) {
                if (!levels.isEmpty() && files.readCount(useHierarchy) == 0) {
                    break;
                }
            }
            levels.add(new LevelFiles(directory));
        }
        return List.copyOf(levels);
    }

    private static final class LevelFiles {
        private final Path directory;
        private final PseudoFile usage;
        private final PseudoFile limit;

        LevelFiles(Path directory) {
            this.directory = directory;
            usage = new PseudoFile(directory.resolve("memory.usage_in_bytes"));
            limit = new PseudoFile(directory.resolve("memory.limit_in_bytes"));
        }

        CgroupLevel read(ValueFiles files) {
            return new CgroupLevel(
                    directory,
                    files.readCount(usage),
                    files.readLimit(limit),
                    CgroupReading.NO_LIMIT,
                    CgroupReading.NO_LIMIT,
                    false);
        }

        long readHeadroom(ValueFiles files) {
            long bytes = files.readLimit(limit);
            long used = bytes < 0 ? -1 : files.readCount(usage);
            return used < 0 ? -1 : Math.max(0, bytes - used);
        }

        void close() {
            usage.close();
            limit.close();
        }
    }
}
