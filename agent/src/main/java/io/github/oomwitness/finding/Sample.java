// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.pressure.PressureState;
import io.github.oomwitness.process.LoadAverage;
import io.github.oomwitness.process.ProcessTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was read at one tick of the sampler.
 *
 * @param files what the cgroup's files say; null where no cgroup directory is visible
 * @param kernel the cgroup with all ancestors as the kernel program sees them; null without one
 * @param jvmRss resident bytes of this JVM, -1 unknown
 * @param pressure what the detector concluded with this sample
 */
public record Sample(
        Instant time,
        @Nullable CgroupReading files,
        @Nullable MemcgPath kernel,
        ProcessTable processes,
        HeapReading heap,
        long jvmRss,
        LoadAverage load,
        PressureState pressure)
        implements Finding {

    /** Before the first tick: nothing is known. */
    public static Sample none(Instant time) {
        return new Sample(
                time,
                null,
                null,
                ProcessTable.empty(),
                HeapReading.missing(),
                -1,
                LoadAverage.missing(),
                PressureState.initial());
    }

    /** Bytes charged to the own cgroup, -1 unknown. The kernel's own word goes before the file's. */
    public long usage() {
        if (kernel != null) {
            return kernel.own().usage();
        }
        return files == null ? -1 : files.usage();
    }

    /** The tightest limit on the way to the root, in bytes: -1 none, -2 unknown. */
    public long limit() {
        if (kernel != null) {
            return tightest(kernel);
        }
        return files == null ? MemcgLevel.UNKNOWN_LIMIT : files.tightestLimit().limit();
    }

    private static long tightest(MemcgPath path) {
        long tightest = MemcgLevel.NO_LIMIT;
        for (MemcgLevel level : path.levels()) {
            if (level.hasLimit() && (tightest < 0 || level.limit() < tightest)) {
                tightest = level.limit();
            }
        }
        return tightest;
    }
}
