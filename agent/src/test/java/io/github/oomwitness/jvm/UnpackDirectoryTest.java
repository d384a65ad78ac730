// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnpackDirectoryTest {
    private static final Path TMP = Path.of("/tmp");
    private static final Path SHM = Path.of("/dev/shm");
    private static final Path HOME = Path.of("/home/app");

    @Test
    void theFirstDirectoryThatCanBeWrittenAndMappedFromIsTaken() {
        Set<Path> writable = Set.of(SHM, HOME);

        assertThat(UnpackDirectory.first(List.of(TMP, SHM, HOME), List.of(SHM), writable::contains))
                .isEqualTo(HOME);
    }

    @Test
    void aDirectoryBelowANoexecMountIsNoexecToo() {
        assertThat(UnpackDirectory.first(List.of(Path.of("/tmp/app"), HOME), List.of(TMP), path -> true))
                .isEqualTo(HOME);
    }

    @Test
    void whereNoneWillDoTheErrorIsToNameTheOneTheUserKnows() {
        assertThat(UnpackDirectory.first(List.of(TMP, HOME), List.of(), path -> false))
                .isEqualTo(TMP);
    }

    @Test
    void noexecIsAMountOptionAndNotAPartOfAnotherWord() {
        String mounts = """
                tmpfs /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime 0 0
                tmpfs /tmp tmpfs rw,noexecutive 0 0
                tmpfs /with\\040space tmpfs noexec 0 0
                """;

        assertThat(UnpackDirectory.noexecMounts(mounts)).containsExactly(SHM, Path.of("/with space"));
    }
}
