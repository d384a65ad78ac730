// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cgroup is at its limit, full of a file that is read over and over, while the JVM and the agent start in it. */
class FullCgroupIT {
    private static final long MIB = 1L << 20;
    private static final long LIMIT = 256 * MIB;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void itStartsInACgroupThatIsFull(Jdk jdk) throws Exception {
        // On the disk of the build: what lies in a tmpfs could not make room.
        Path file = TestFiles.agentJar().resolveSibling("larger-than-the-limit");
        try (MemoryCgroup cgroup = MemoryCgroup.create("full").limitTo(LIMIT)) {
            Process readers = cgroup.start(new ProcessBuilder(
                    "sh",
                    "-c",
                    "dd if=/dev/zero of=" + file + " bs=1M count=512 2>/dev/null; while :; do cat " + file
                            + " >/dev/null; done"));
            await().until(() -> Files.isRegularFile(file) && cgroup.usage() > LIMIT - 4 * MIB);
            try (WitnessedJvm jvm = BadDay.quiet(jdk).in(cgroup).start().awaitWitness()) {
                assertThat(readers.isAlive()).isTrue();
                Victim.killedIn(cgroup, "victim");
                jvm.awaitOutput("OOM kill: victim ");

                BadDay.assertRunsOnInPeace(jvm);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
