// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/** A process that the kernel has killed for want of memory. */
final class Victim {
    /** Kernels may choose once more if a page is asked for while a victim still dies (docs/decisions, 13): then it is this one. */
    static final String NEXT_IN_LINE = "next-in-line";

    /** Before a JVM's, after those of processes that are to be killed. */
    static final int NEXT_SCORE = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Victim() {}

    /** An idle process that dies before the JVM beside it would, which the caller closes. */
    static Hog nextInLine(MemoryCgroup cgroup) throws IOException {
        return HogSpec.named(NEXT_IN_LINE).oomScoreAdj(NEXT_SCORE).in(cgroup).start();
    }

    /** One that grows until it is killed, with memory of each kind; each number's has another user, score and amounts. */
    static HogSpec grower(int number, Path mapped) {
        return HogSpec.named("grower-" + number)
                .uid(3000 + number)
                .oomScoreAdj(100 * number)
                .shmemMebibytes(3 + number)
                .mapping(mapped)
                .sleepingThreads(number)
                .growingAtFullSpeed();
    }

    /** Something to map for victims of any user, which the caller deletes: the build may lie where only root may look. */
    static Path fileForEverybody() throws IOException {
        Path file = Files.createTempFile("mapped", null);
        Files.copy(TestFiles.agentJar(), file, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    /** Grows a process inside until the kernel has killed it; root's, at full speed. */
    static Hog killedIn(MemoryCgroup cgroup, String name) throws IOException, InterruptedException {
        try (Hog hog = HogSpec.named(name).in(cgroup).growingAtFullSpeed().start()) {
            assertThat(hog.awaitDeath(PATIENCE)).as(name).isEqualTo(Hog.KILLED);
            return hog;
        }
    }
}
