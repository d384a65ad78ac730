// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import static io.github.oomwitness.cgroup.MemoryStatField.ACTIVE_FILE;
import static io.github.oomwitness.cgroup.MemoryStatField.ANON;
import static io.github.oomwitness.cgroup.MemoryStatField.DIRTY;
import static io.github.oomwitness.cgroup.MemoryStatField.FILE;
import static io.github.oomwitness.cgroup.MemoryStatField.INACTIVE_FILE;
import static io.github.oomwitness.cgroup.MemoryStatField.KERNEL;
import static io.github.oomwitness.cgroup.MemoryStatField.SHMEM;
import static io.github.oomwitness.cgroup.MemoryStatField.SLAB_RECLAIMABLE;
import static io.github.oomwitness.cgroup.MemoryStatField.UNEVICTABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLevel;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.MemoryEvents;
import io.github.oomwitness.cgroup.MemoryPressure;
import io.github.oomwitness.cgroup.MemoryStat;
import io.github.oomwitness.cgroup.MemoryStatField;
import io.github.oomwitness.jvm.HeapExtent;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.OwnMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryAccountTest {
    private static final long MIB = 1L << 20;
    private static final Map<MemoryStatField, Long> SERVICE = Map.of(
            ANON, 100 * MIB,
            SHMEM, 20 * MIB,
            FILE, 150 * MIB,
            INACTIVE_FILE, 80 * MIB,
            ACTIVE_FILE, 40 * MIB,
            DIRTY, 70 * MIB,
            KERNEL, 12 * MIB,
            SLAB_RECLAIMABLE, 5 * MIB,
            UNEVICTABLE, 10 * MIB);

    @Test
    void cleanAndDirtyPageCacheCanBeFreedAndLockedPagesCannot() {
        // 150 of file memory are 20 shared, 120 on the lists, and 10 locked.
        assertThat(Unreclaimable.of(MemoryStat.of(SERVICE))).isEqualTo((100 + 20 + 12 - 5 + 10) * MIB);
    }

    @Test
    void whereReclaimableKernelMemoryIsNotToldTheCachesBooksAreTakenOff() {
        MemoryStat version1 =
                MemoryStat.of(Map.of(ANON, 0L, FILE, 360 * MIB, INACTIVE_FILE, 360 * MIB, KERNEL, 11 * MIB));

        assertThat(Unreclaimable.of(version1)).isEqualTo(MIB);
    }

    @Test
    void nothingIsKnownWhereAnonymousMemoryIsMissing() {
        PressureReading reading = account(reading(MemoryStat.missing(), 512 * MIB, 0, 0), null, 0);

        assertThat(reading.unreclaimable()).isEqualTo(-1);
        assertThat(reading.headroom()).isEqualTo(PressureReading.NO_HEADROOM);
    }

    @Test
    void swapThatTheCgroupAndTheMachineHaveLeftIsHeadroomAndWhatIsSwappedOutIsDemand() {
        CgroupReading swapping = reading(MemoryStat.of(SERVICE), 200 * MIB, 30 * MIB, 50 * MIB);

        assertThat(account(swapping, null, 1000 * MIB).headroom()).isEqualTo((200 - 137 + 20) * MIB);
        assertThat(account(swapping, null, 5 * MIB).headroom()).isEqualTo((200 - 137 + 5) * MIB);
        assertThat(account(swapping, null, 0).demand()).isEqualTo((137 + 30) * MIB);
    }

    @Test
    void swapThatACgroupAboveForbidsIsNoHeadroom() {
        CgroupLevel own = new CgroupLevel(Path.of("/p/c"), 260 * MIB, -1, -1, -1, false);
        CgroupLevel parent = new CgroupLevel(Path.of("/p"), 260 * MIB, 300 * MIB, -1, 0, false);
        CgroupReading files = reading(MemoryStat.of(SERVICE), 0, -1, own, parent);

        assertThat(account(files, null, 1000 * MIB).headroom()).isEqualTo((300 - 137) * MIB);
    }

    @Test
    void withoutALimitThereIsNoHeadroomToSpeakOf() {
        PressureReading reading = account(reading(MemoryStat.of(SERVICE), -1, 0, 0), null, 0);

        assertThat(reading.limit()).isEqualTo(-1);
        assertThat(reading.headroom()).isEqualTo(PressureReading.NO_HEADROOM);
    }

    @Test
    void aLimitAboveCountsWithWhatOthersHoldUnderIt() {
        MemcgPath path = new MemcgPath(
                List.of(
                        level("container", 260 * MIB, 512 * MIB),
                        level("pod", 360 * MIB, 300 * MIB),
                        level("", 9000 * MIB, -1)),
                true,
                false);
        PressureReading reading = account(reading(MemoryStat.of(SERVICE), 512 * MIB, 0, 0), path, 0);

        assertThat(reading.limitCgroup()).isEqualTo("/pod");
        assertThat(reading.limit()).isEqualTo(300 * MIB);
        assertThat(reading.headroom()).isEqualTo((300 - 137 - 100) * MIB);
    }

    @Test
    void theHeapHasTheRoomThatItHasNotTouchedYet() {
        HeapReading heap = new HeapReading(50 * MIB, 200 * MIB, 300 * MIB, -1, 30 * MIB, 10 * MIB);
        HeapShare share = HeapShare.of(heap, new HeapExtent(120 * MIB, false), new OwnMemory(-1, 190 * MIB, 32));

        assertThat(share.resident()).isBetween(120 * MIB, 150 * MIB);
        assertThat(share.room()).isEqualTo(180 * MIB);
    }

    @Test
    void whatLeaksInTheProcessBesideAnUntouchedHeapIsNoHeap() {
        HeapReading heap = new HeapReading(50 * MIB, 200 * MIB, 300 * MIB, -1, 30 * MIB, 10 * MIB);
        HeapExtent extent = new HeapExtent(60 * MIB, false);
        long before =
                HeapShare.of(heap, extent, new OwnMemory(-1, 130 * MIB, 32)).resident();
        long after =
                HeapShare.of(heap, extent, new OwnMemory(-1, 430 * MIB, 32)).resident();

        assertThat(after - before).isLessThanOrEqualTo(24 * MIB);
    }

    @Test
    void theTablesOfASharedHeapAreTheHeapsAsTheyFillUp() {
        HeapReading heap = new HeapReading(300 * MIB, 512 * MIB, 512 * MIB, -1, 30 * MIB, 10 * MIB);
        HeapExtent extent = new HeapExtent(512 * MIB, true);
        HeapShare empty = HeapShare.of(heap, extent, new OwnMemory(-1, 56 * MIB, 32));
        HeapShare filled = HeapShare.of(heap, extent, new OwnMemory(-1, 72 * MIB, 32));

        assertThat(filled.resident() - empty.resident()).isEqualTo(16 * MIB);
        assertThat(filled.room()).isZero();
    }

    @Test
    void whatLeaksBesideASharedHeapIsNoTableOfIt() {
        HeapReading heap = new HeapReading(50 * MIB, 64 * MIB, 64 * MIB, -1, 30 * MIB, 10 * MIB);
        HeapExtent extent = new HeapExtent(64 * MIB, true);
        long before =
                HeapShare.of(heap, extent, new OwnMemory(-1, 56 * MIB, 32)).resident();
        long after =
                HeapShare.of(heap, extent, new OwnMemory(-1, 356 * MIB, 32)).resident();

        assertThat(after - before).isLessThanOrEqualTo(16 * MIB);
    }

    private static PressureReading account(CgroupReading reading, @Nullable MemcgPath kernel, long swapFree) {
        return MemoryAccount.at(
                1, reading, "/c", kernel, HeapReading.missing(), HeapExtent.missing(), OwnMemory.missing(), swapFree);
    }

    private static CgroupReading reading(MemoryStat stat, long limit, long swapUsage, long swapLimit) {
        return reading(stat, swapUsage, swapLimit, new CgroupLevel(Path.of("/p/c"), 260 * MIB, limit, -1, -1, false));
    }

    private static CgroupReading reading(MemoryStat stat, long swapUsage, long swapLimit, CgroupLevel... levels) {
        return new CgroupReading(
                List.of(levels),
                -2,
                -1,
                -1,
                swapUsage,
                swapLimit,
                -1,
                stat,
                MemoryEvents.missing(),
                MemoryEvents.missing(),
                MemoryPressure.missing());
    }

    private static MemcgLevel level(String name, long usage, long limit) {
        return new MemcgLevel(1, name, usage, limit, -1, -1, false);
    }
}
