// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/**
 * A task that is exiting anyway is marked as a victim, so that its memory may be taken, and is not killed
 * ({@code task_will_free_mem} in mm/oom_kill.c): that is no event.
 */
class ExitingTaskIT {
    private static final long MIB = 1L << 20;
    private static final int EXITING_MIB = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aTaskThatIsExitingAnywayIsMarkedAndTakenFromAndNoEvent() throws Exception {
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("exiting");
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(cgroup)
                        .recording()
                        .start()
                        .awaitWitness();
                MemoryCgroup crowded = cgroup.child("crowd").limitTo(64 * MIB);
                Hog parent = HogSpec.named("parent")
                        .in(crowded)
                        .children(1, EXITING_MIB)
                        .childOomScoreAdj(1000)
                        .childrenExiting()
                        .start()) {
            long exiting = onlyChildOf(parent);
            assertThat(ResidentMemory.anonymousOf(exiting)).isGreaterThanOrEqualTo(EXITING_MIB * MIB);

            try (Hog sibling = HogSpec.named("sibling")
                    .in(crowded)
                    .growingAtFullSpeed()
                    .growingNoFurtherThan(56)
                    .start()) {
                await("the exiting task's memory is taken")
                        .atMost(PATIENCE)
                        .until(() -> ResidentMemory.anonymousOf(exiting) < MIB);
                await("the sibling has what it wanted")
                        .atMost(PATIENCE)
                        .until(() -> ResidentMemory.anonymousOf(sibling.pid()) >= 56 * MIB);
                assertThat(sibling.isAlive()).isTrue();
            }
            Hog killed = Victim.killedIn(crowded, "killed");
            jvm.awaitRecorded(1, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();

            assertThat(jvm.events("oomwitness.OomKill"))
                    .extracting(ExitingTaskIT::victimOf)
                    .containsExactly(killed.pid());
            assertThat(log.kills())
                    .extracting(kill -> kill.process().pid())
                    .contains(killed.pid())
                    .doesNotContain(exiting);
        }
    }

    private static long victimOf(RecordedEvent event) {
        return event.getLong("victimPid");
    }

    private static long onlyChildOf(Hog hog) throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/" + hog.pid() + "/task/" + hog.pid() + "/children"))
                .strip());
    }
}
