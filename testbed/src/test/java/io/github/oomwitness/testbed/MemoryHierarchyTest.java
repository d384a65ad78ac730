// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryHierarchyTest {
    private static final String V1 =
            "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory\n";
    private static final String V2 = "41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String UNIFIED = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";

    @Test
    void version1IsFoundThroughTheMemoryController() {
        assertThat(MemoryHierarchy.locate(V1, "9:name=systemd:/x\n4:memory:/service/a\n"))
                .contains(new MemoryHierarchy(
                        CgroupVersion.V1,
                        Path.of("/sys/fs/cgroup/memory"),
                        Path.of("/sys/fs/cgroup/memory/service/a")));
    }

    @Test
    void onAHybridMachineVersion1HasTheMemoryController() {
        assertThat(MemoryHierarchy.locate(UNIFIED + V1, "4:cpu,memory:/a\n0::/b\n"))
                .hasValueSatisfying(found -> assertThat(found.own()).isEqualTo(Path.of("/sys/fs/cgroup/memory/a")));
    }

    @Test
    void version2IsFoundThroughTheLineWithNumberZero() {
        assertThat(MemoryHierarchy.locate(V2, "0::/user.slice/a b\n"))
                .contains(new MemoryHierarchy(
                        CgroupVersion.V2, Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/user.slice/a b")));
    }

    @Test
    void inANamespaceTheRootIsOnesOwn() {
        assertThat(MemoryHierarchy.locate(V2, "0::/\n"))
                .hasValueSatisfying(found -> assertThat(found.own()).isEqualTo(Path.of("/sys/fs/cgroup")));
    }

    @Test
    void aContainerWithoutANamespaceSeesItsOwnCgroupAsTheMountsRoot() {
        String mount = "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n";

        assertThat(MemoryHierarchy.locate(mount, "4:memory:/docker/abc\n"))
                .hasValueSatisfying(found -> assertThat(found.own()).isEqualTo(Path.of("/sys/fs/cgroup/memory")));
        assertThat(MemoryHierarchy.locate(mount, "4:memory:/docker/abc/inner\n"))
                .hasValueSatisfying(found -> assertThat(found.own()).isEqualTo(Path.of("/sys/fs/cgroup/memory/inner")));
    }

    @Test
    void aCgroupOutOfSightLeavesTheMountPoint() {
        assertThat(MemoryHierarchy.locate(V2, "0::/../other\n"))
                .hasValueSatisfying(found -> assertThat(found.own()).isEqualTo(Path.of("/sys/fs/cgroup")));
    }

    @Test
    void blanksInTheMountPointAreUnescaped() {
        assertThat(MemoryHierarchy.locate(V2.replace("/sys/fs/cgroup", "/my\\040cgroups"), "0::/a\n"))
                .hasValueSatisfying(found -> assertThat(found.own()).isEqualTo(Path.of("/my cgroups/a")));
    }

    @Test
    void nothingMountedIsNothingFound() {
        assertThat(MemoryHierarchy.locate("", "0::/\n")).isEmpty();
        assertThat(MemoryHierarchy.locate("22 1 8:1 / / rw - ext4 /dev/sda rw\nbroken\n", "0::/\n"))
                .isEmpty();
    }
}
