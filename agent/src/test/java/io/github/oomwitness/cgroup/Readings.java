// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.nio.file.Path;
import java.util.List;

/** Readings for tests of what is reckoned from them. */
public final class Readings {
    private static final long NONE = -1;
    private static final long MISSING = -1;
    private static final long UNKNOWN = -2;

    private Readings() {}

    /** Of one cgroup with a limit of its own, all else missing. */
    public static CgroupReading of(long usage, long limit, MemoryStat stat) {
        return new CgroupReading(
                List.of(new CgroupLevel(Path.of("/sys/fs/cgroup"), usage, limit, NONE, NONE, false)),
                UNKNOWN,
                MISSING,
                MISSING,
                MISSING,
                UNKNOWN,
                MISSING,
                stat,
                MemoryEvents.missing(),
                MemoryEvents.missing(),
                MemoryPressure.missing());
    }
}
