// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Needs root and a writable memory cgroup; fails without. */
class MemoryCgroupIT {
    private static final long MIB = 1024 * 1024;

    @Test
    void aNewCgroupHasNoLimitAndThenTheOneGiven() throws IOException {
        try (MemoryCgroup cgroup = MemoryCgroup.create("limits")) {
            assertThat(cgroup.limit()).isEqualTo(MemoryCgroup.NO_LIMIT);
            assertThat(cgroup.limitTo(64 * MIB).limit()).isEqualTo(64 * MIB);
            assertThat(cgroup.limitTo(32 * MIB).limit()).isEqualTo(32 * MIB);
            assertThat(cgroup.limitTo(128 * MIB).limit()).isEqualTo(128 * MIB);
            assertThat(cgroup.limitTo(MemoryCgroup.NO_LIMIT).limit()).isEqualTo(MemoryCgroup.NO_LIMIT);
        }
    }

    @Test
    void whatAHogTakesIsCharged() throws IOException {
        try (MemoryCgroup cgroup = MemoryCgroup.create("usage");
                Hog hog = HogSpec.named("taker")
                        .in(cgroup)
                        .anonMebibytes(16)
                        .shmemMebibytes(8)
                        .start()) {
            assertThat(cgroup.usage()).isBetween(24 * MIB, 26 * MIB);
            assertThat(cgroup.processes()).containsExactly(hog.pid());
        }
    }

    @Test
    void aProcessIsInsideFromItsFirstInstruction() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("start")) {
            Process process = cgroup.start(new ProcessBuilder("cat", "/proc/self/cgroup"));

            assertThat(process.inputReader().lines()).anyMatch(line -> line.endsWith(":" + cgroup.path()));
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theProcessThatWasStartedKeepsItsPidAndItsArguments() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("start")) {
            Process process = cgroup.start(new ProcessBuilder("sh", "-c", "echo $$ \"$1\"", "sh", "two  words"));

            assertThat(process.inputReader().readLine()).isEqualTo(process.pid() + " two  words");
        }
    }

    @Test
    void aChildIsBelowAndASiblingBeside() throws IOException {
        try (MemoryCgroup cgroup = MemoryCgroup.create("family");
                MemoryCgroup sibling = cgroup.sibling("other")) {
            MemoryCgroup child = cgroup.child("inner");

            assertThat(child.path()).isEqualTo(cgroup.path() + "/inner");
            assertThat(sibling.directory()).hasParent(cgroup.directory().getParent());
            assertThat(child.id()).isPositive().isNotEqualTo(cgroup.id());
        }
    }

    @Test
    void closingKillsAndRemovesWhatIsInsideAtAnyDepth() throws Exception {
        MemoryCgroup cgroup = MemoryCgroup.create("closing");
        MemoryCgroup child = cgroup.child("inner");
        Hog hog = HogSpec.named("inside").in(child).children(3, 1).start();

        cgroup.close();
        child.close();

        assertThat(Files.exists(cgroup.directory())).isFalse();
        assertThat(hog.awaitDeath(Duration.ofSeconds(10))).isEqualTo(Hog.KILLED);
    }
}
