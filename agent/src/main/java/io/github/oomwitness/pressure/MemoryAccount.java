// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLevel;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.MemoryStatField;
import io.github.oomwitness.jvm.HeapExtent;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.OwnMemory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what the readers said of one moment together into what the detector looks at. */
public final class MemoryAccount {
    private static final long NO_LIMIT = -1;
    private static final long UNKNOWN_LIMIT = -2;

    private final CgroupReading files;
    private final long unreclaimable;
    private final long swapRoom;
    private long limit = NO_LIMIT;
    private @Nullable String limitCgroup;
    private long headroom = PressureReading.NO_HEADROOM;

    private MemoryAccount(CgroupReading files, long swapFree) {
        this.files = files;
        this.unreclaimable = Unreclaimable.of(files.stat());
        this.swapRoom = swapRoom(files, swapFree);
    }

    /**
     * The account of one moment.
     *
     * @param files of the own cgroup
     * @param path of the own cgroup, as its files are known by
     * @param kernel the cgroup with all above it; null where no kernel program tells
     * @param swapFree bytes of swap that the machine has left; -1 unknown
     */
    public static PressureReading at(
            long timeNanos,
            CgroupReading files,
            String path,
            @Nullable MemcgPath kernel,
            HeapReading heap,
            HeapExtent extent,
            OwnMemory own,
            long swapFree) {
        MemoryAccount account = new MemoryAccount(files, swapFree);
        if (kernel == null) {
            account.weighFiles(path);
        } else {
            account.weighKernel(kernel);
        }
        return account.reading(timeNanos, HeapShare.of(heap, extent, own));
    }

    private PressureReading reading(long timeNanos, HeapShare heap) {
        return new PressureReading(
                timeNanos,
                files.usage(),
                unreclaimable,
                limit,
                limitCgroup,
                unreclaimable < 0 ? PressureReading.NO_HEADROOM : headroom,
                unreclaimable < 0 ? -1 : unreclaimable + Math.max(0, files.swapUsage()),
                heap.resident(),
                heap.room(),
                files.high(),
                files.events().high(),
                refaults(),
                files.pressure().fullAvg10());
    }

    private void weighFiles(String path) {
        List<CgroupLevel> levels = files.levels();
        String cgroup = path;
        for (CgroupLevel level : levels) {
            weigh(level.limit(), level.usage() - files.usage(), cgroup);
            cgroup = cgroup.substring(0, Math.max(0, cgroup.lastIndexOf('/')));
        }
        if (files.hierarchicalLimit() >= 0 && (limit < 0 || files.hierarchicalLimit() < limit)) {
            // v1 tells of an ancestor out of sight, not of what else is in it.
            weigh(files.hierarchicalLimit(), 0, null);
        }
    }

    private void weighKernel(MemcgPath kernel) {
        for (int index = 0; index < kernel.levels().size(); index++) {
            MemcgLevel level = kernel.levels().get(index);
            weigh(level.limit(), level.usage() - kernel.own().usage(), kernel.pathOf(index));
        }
    }

    /** What others in a cgroup above hold is not known in its parts: all of it counts as there to stay. */
    private void weigh(long candidate, long others, @Nullable String cgroup) {
        if (candidate == UNKNOWN_LIMIT && limit == NO_LIMIT) {
            limit = UNKNOWN_LIMIT;
        }
        if (candidate < 0) {
            return;
        }
        long left = candidate - unreclaimable - Math.max(0, others) + swapRoom;
        if (headroom == PressureReading.NO_HEADROOM || left < headroom) {
            limit = candidate;
            limitCgroup = cgroup == null || !cgroup.isEmpty() ? cgroup : "/";
            headroom = left;
        }
    }

    private long refaults() {
        long anonymous = files.stat().get(MemoryStatField.REFAULT_ANON);
        long file = files.stat().get(MemoryStatField.REFAULT_FILE);
        return anonymous < 0 && file < 0 ? -1 : Math.max(0, anonymous) + Math.max(0, file);
    }

    /** Only anonymous and shared memory can go there, only as far as the cgroup may, and as far as the machine has any. */
    private static long swapRoom(CgroupReading files, long swapFree) {
        long swappable = Math.max(0, files.stat().get(MemoryStatField.ANON))
                + Math.max(0, files.stat().get(MemoryStatField.SHMEM));
        if (files.swapLimit() == UNKNOWN_LIMIT) {
            return 0;
        }
        long allowed =
                files.swapLimit() == NO_LIMIT ? Long.MAX_VALUE : files.swapLimit() - Math.max(0, files.swapUsage());
        // What no cgroup above lets be swapped out is not, whatever the own one allows.
        for (CgroupLevel level : files.levels()) {
            allowed = level.swapRoom() == NO_LIMIT ? allowed : Math.min(allowed, Math.max(0, level.swapRoom()));
        }
        return Math.max(0, Math.min(Math.min(allowed, swapFree), swappable));
    }
}
