// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLevel;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.CgroupVersion;
import io.github.oomwitness.cgroup.MemoryEvents;
import io.github.oomwitness.cgroup.MemoryPressure;
import io.github.oomwitness.cgroup.MemoryStat;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleMemcgPathTest {
    @ParameterizedTest(name = "{0} in {1} levels")
    @CsvSource({
        "/pod/app, 3, /pod/app, /pod, /",
        "/pod/app, 1, /pod/app, , ",
        "/a/pod/app, 2, /a/pod/app, /a/pod, ",
        "/, 1, /, , ",
        "/, 2, /, /, ",
        "/app, 3, /app, /, /"
    })
    void thePathStaysWholeHoweverManyLevelsCanBeSeen(String path, int levels, String own, String first, String second) {
        MemcgPath memcg = VisibleMemcgPath.of(location(path), reading(levels), -1);

        assertThat(memcg.levels()).hasSize(levels);
        assertThat(memcg.path()).isEqualTo(own);
        if (levels > 1) {
            assertThat(memcg.pathOf(1)).isEqualTo(first);
        }
        if (levels > 2) {
            assertThat(memcg.pathOf(2)).isEqualTo(second);
        }
    }

    @Test
    void whatTheVictimHasGivenBackIsPutOnAgain() {
        assertThat(VisibleMemcgPath.of(location("/app"), reading(1), 150).own().usage())
                .isEqualTo(150);
        assertThat(VisibleMemcgPath.of(location("/app"), reading(1), 50).own().usage())
                .isEqualTo(100);
    }

    @Test
    void version1LimitsMemoryAndSwapTogether() {
        MemcgPath memcg = VisibleMemcgPath.of(location("/app"), reading(1), -1);

        assertThat(memcg.own().swapUsage()).isEqualTo(107);
        assertThat(memcg.own().swapLimit()).isEqualTo(230);
    }

    private static CgroupLocation location(String path) {
        return new CgroupLocation(CgroupVersion.V1, false, Path.of("/m"), path, List.of(Path.of("/m")), 17, null);
    }

    private static CgroupReading reading(int levels) {
        return new CgroupReading(
                Stream.generate(() -> new CgroupLevel(Path.of("/m"), 100, 200, -1, -1, false))
                        .limit(levels)
                        .toList(),
                200,
                -1,
                -1,
                7,
                30,
                -1,
                MemoryStat.missing(),
                MemoryEvents.missing(),
                MemoryEvents.missing(),
                MemoryPressure.missing());
    }
}
