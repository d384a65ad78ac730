// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountInfoTest {
    @Test
    void aLineIsReadWithAnyNumberOfOptionalFields() {
        String none = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n";
        String two = "36 31 0:32 /a /mnt rw,relatime shared:9 master:1 - cgroup2 cgroup rw,nsdelegate\n";

        assertThat(MountInfo.parse(none + two))
                .containsExactly(
                        new MountInfo(35, 31, "/", "/sys/fs/cgroup/memory", "cgroup", "rw,memory"),
                        new MountInfo(36, 31, "/a", "/mnt", "cgroup2", "rw,nsdelegate"));
    }

    @Test
    void escapedCharactersComeOutAsTheyAre() {
        String line = "1 0 0:1 /a\\134b /with\\040blank\\011tab\\012line\\043hash rw - cgroup2 x rw\n";

        assertThat(MountInfo.parse(line)).singleElement().satisfies(mount -> {
            assertThat(mount.root()).isEqualTo("/a\\b");
            assertThat(mount.mountPoint()).isEqualTo("/with blank\ttab\nline#hash");
        });
    }

    @Test
    void aBackslashThatIsNoEscapeStays() {
        assertThat(MountInfo.parse("1 0 0:1 /a\\ /b\\9z\\08 rw - cgroup2 x rw\n"))
                .singleElement()
                .satisfies(mount -> {
                    assertThat(mount.root()).isEqualTo("/a\\");
                    assertThat(mount.mountPoint()).isEqualTo("/b\\9z\\08");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 0 0:1 / /mnt rw cgroup2 x rw",
                "1 0 0:1 / /mnt rw - cgroup2 x",
                "one 0 0:1 / /mnt rw - cgroup2 x rw",
                "1 0 0:1 / - cgroup2 x rw",
            })
    void aLineThatIsNoMountIsLeftOut(String line) {
        assertThat(MountInfo.parse(line + "\n2 0 0:1 / /mnt rw - cgroup2 x rw\n"))
                .hasSize(1);
    }

    @Test
    void aMountUnderALaterOneIsNotVisible() {
        String sys = "20 1 0:20 / /sys rw - sysfs sys rw\n";
        String first = "31 20 0:31 / /sys/fs/cgroup rw - cgroup2 c rw\n";
        String onIt = "40 31 0:40 / /sys/fs/cgroup rw - tmpfs t rw\n";
        String inThat = "41 40 0:31 /inner /sys/fs/cgroup/here rw - cgroup2 c rw\n";
        String overSys = "50 20 0:50 / /sys rw - tmpfs t rw\n";

        assertThat(MountInfo.parseVisible(sys + first)).hasSize(2);
        assertThat(MountInfo.parseVisible(sys + first + onIt + inThat))
                .extracting(MountInfo::id)
                .containsExactly(20, 40, 41);
        assertThat(MountInfo.parseVisible(sys + first + onIt + inThat + overSys))
                .extracting(MountInfo::id)
                .containsExactly(50);
    }

    @Test
    void aMountOverADirectoryAboveAnotherHidesIt() {
        String root = "1 1 8:1 / / rw - ext4 root rw\n";
        String cgroup = "31 1 0:31 / /host/cgroup rw - cgroup2 c rw\n";
        String over = "40 1 0:40 / /host rw - tmpfs t rw\n";

        assertThat(MountInfo.parseVisible(root + cgroup + over))
                .extracting(MountInfo::id)
                .containsExactly(1, 40);
    }

    @Test
    void parentsInACircleComeToAnEnd() {
        String circle = "1 2 0:1 / /a rw - cgroup2 c rw\n2 1 0:1 / /b rw - cgroup2 c rw\n";

        assertThat(MountInfo.parseVisible(circle)).hasSize(2);
    }
}
