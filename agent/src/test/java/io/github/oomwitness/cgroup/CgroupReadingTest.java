// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CgroupReadingTest {
    private static final Path CONTAINER = Path.of("/sys/fs/cgroup/pod/container");
    private static final Path POD = Path.of("/sys/fs/cgroup/pod");
    private static final Path TOP = Path.of("/sys/fs/cgroup");
    private static final long NONE = -1;
    private static final long UNKNOWN = -2;

    @Test
    void theTightestLimitMayBeAnAncestors() {
        CgroupReading reading = reading(UNKNOWN, level(CONTAINER, 512, false), level(POD, 256, false));

        assertThat(reading.tightestLimit()).isEqualTo(new TightestLimit(256, POD));
        assertThat(reading.limit()).isEqualTo(512);
    }

    @Test
    void ofEqualLimitsTheLowestIsReachedFirst() {
        assertThat(reading(UNKNOWN, level(CONTAINER, 256, false), level(POD, 256, false))
                        .tightestLimit())
                .isEqualTo(new TightestLimit(256, CONTAINER));
    }

    @Test
    void levelsWithoutALimitDoNotCount() {
        assertThat(reading(UNKNOWN, level(CONTAINER, NONE, false), level(POD, 256, false), level(TOP, NONE, false))
                        .tightestLimit())
                .isEqualTo(new TightestLimit(256, POD));
        assertThat(reading(UNKNOWN, level(CONTAINER, NONE, false)).tightestLimit())
                .isEqualTo(new TightestLimit(NONE, null));
    }

    @Test
    void onV1AnAncestorOutOfSightIsKnownByItsLimit() {
        assertThat(reading(128, level(CONTAINER, 256, false)).tightestLimit()).isEqualTo(new TightestLimit(128, null));
        assertThat(reading(256, level(CONTAINER, 256, false)).tightestLimit())
                .isEqualTo(new TightestLimit(256, CONTAINER));
    }

    @Test
    void withoutAnyKnownLimitAnUnknownOneStaysUnknown() {
        assertThat(reading(UNKNOWN, level(CONTAINER, NONE, false), level(POD, UNKNOWN, false))
                        .tightestLimit())
                .isEqualTo(new TightestLimit(UNKNOWN, null));
    }

    @Test
    void aGroupKillCanBeSetAtAnyLevelUpToTheTightestLimit() {
        CgroupLevel container = level(CONTAINER, NONE, false);

        assertThat(reading(UNKNOWN, container, level(POD, 256, true), level(TOP, NONE, false))
                        .oomGroup())
                .isTrue();
        assertThat(reading(UNKNOWN, container, level(POD, 256, false), level(TOP, NONE, true))
                        .oomGroup())
                .isFalse();
        assertThat(reading(UNKNOWN, level(CONTAINER, 128, true), level(POD, 256, false))
                        .oomGroup())
                .isTrue();
    }

    @Test
    void theWorkingSetIsUsageWithoutInactivePageCache() {
        CgroupLevel level = new CgroupLevel(CONTAINER, 1000, NONE, NONE, NONE, false);

        assertThat(reading(stat(300), level).workingSet()).isEqualTo(700);
        assertThat(reading(stat(3000), level).workingSet()).isZero();
        assertThat(reading(MemoryStat.missing(), level).workingSet()).isEqualTo(-1);
    }

    private static MemoryStat stat(long inactiveFile) {
        return MemoryStat.of(Map.of(MemoryStatField.INACTIVE_FILE, inactiveFile));
    }

    private static CgroupLevel level(Path directory, long limit, boolean oomGroup) {
        return new CgroupLevel(directory, 100, limit, NONE, NONE, oomGroup);
    }

    private static CgroupReading reading(long hierarchicalLimit, CgroupLevel... levels) {
        return new CgroupReading(
                List.of(levels),
                hierarchicalLimit,
                -1,
                -1,
                -1,
                UNKNOWN,
                -1,
                MemoryStat.missing(),
                MemoryEvents.missing(),
                MemoryEvents.missing(),
                MemoryPressure.missing());
    }

    private static CgroupReading reading(MemoryStat stat, CgroupLevel level) {
        return new CgroupReading(
                List.of(level),
                UNKNOWN,
                -1,
                -1,
                -1,
                UNKNOWN,
                -1,
                stat,
                MemoryEvents.missing(),
                MemoryEvents.missing(),
                MemoryPressure.missing());
    }
}
