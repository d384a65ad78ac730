// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLevel;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.CgroupVersion;
import java.util.ArrayList;
import java.util.List;

/** The own memory cgroup with those above it that can be seen, as its files show them. */
final class VisibleMemcgPath {
    private static final long UNKNOWN = -1;

    private VisibleMemcgPath() {}

    /**
     * Reads as the kernel program's path does.
     *
     * @param usageBefore bytes that the own cgroup was last seen to use; what it has given back since is put on again
     */
    static MemcgPath of(CgroupLocation location, CgroupReading reading, long usageBefore) {
        List<MemcgLevel> levels = new ArrayList<>();
        String rest = location.path();
        int count = reading.levels().size();
        for (int index = 0; index < count; index++) {
            // What lies above the highest visible level goes into its name, so that the path stays whole.
            int cut = index == count - 1 ? 0 : Math.max(0, rest.lastIndexOf('/'));
            String name = rest.isEmpty() ? "" : rest.substring(cut + 1);
            rest = rest.substring(0, cut);
            levels.add(
                    index == 0
                            ? own(location, reading, name, usageBefore)
                            : level(reading.levels().get(index), name));
        }
        return new MemcgPath(levels, location.version() == CgroupVersion.V2, false);
    }

    private static MemcgLevel own(CgroupLocation location, CgroupReading reading, String name, long usageBefore) {
        CgroupLevel level = reading.own();
        long usage = Math.max(level.usage(), usageBefore);
        boolean together = location.version() == CgroupVersion.V1;
        return new MemcgLevel(
                location.id(),
                name,
                usage,
                level.limit(),
                together ? sumOf(usage, reading.swapUsage(), UNKNOWN) : reading.swapUsage(),
                together
                        ? sumOf(level.limit(), reading.swapLimit(), Math.min(level.limit(), reading.swapLimit()))
                        : reading.swapLimit(),
                level.oomGroup());
    }

    private static MemcgLevel level(CgroupLevel level, String name) {
        return new MemcgLevel(
                UNKNOWN, name, level.usage(), level.limit(), UNKNOWN, MemcgLevel.UNKNOWN_LIMIT, level.oomGroup());
    }

    private static long sumOf(long first, long second, long otherwise) {
        return first < 0 || second < 0 ? otherwise : first + second;
    }
}
