// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The machine has no memory left, and no cgroup has a limit. Only for a machine that nobody needs: a guest of the test bed. */
@Tag("testbed")
@Tag("whole_machine")
class WholeMachineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Of this process and the JVM that it starts: whatever else there is dies before them. */
    private static final String SPARED = "-999";

    private static final Path OWN_SCORE = Path.of("/proc/self/oom_score_adj");

    @Test
    void itsKillIsToldWithoutALimitAndOnlyWhereTheVictimIsOurs() throws Exception {
        // What is started by the tests behind this one inherits it.
        String score = Files.readString(OWN_SCORE);
        Files.writeString(OWN_SCORE, SPARED);
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("unlimited");
                MemoryCgroup elsewhere = cgroup.sibling("elsewhere");
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(cgroup)
                        .agentOptions(RungUnderTest.agentOptions())
                        .recording()
                        .start()
                        .awaitWitness()) {
            useUpIn(elsewhere, "stranger");
            log.awaitRoomForAReport();
            Hog victim = useUpIn(cgroup, "ours");
            jvm.awaitRecorded(1, "oomwitness.OomKill");
            jvm.awaitAgentLines(1, "verdict MACHINE (");
            assertThat(jvm.exit(0)).isZero();

            assertThat(jvm.events("oomwitness.OomKill")).hasSize(1);
            RecordedEvent event = jvm.events("oomwitness.OomKill").get(0);
            KernelOomReport report =
                    log.awaitKillOf(victim.pid(), PATIENCE).report().orElseThrow();
            assertThat(report.constraint().orElseThrow().constraint()).isEqualTo("CONSTRAINT_NONE");
            assertThat(event.getLong("victimPid")).isEqualTo(victim.pid());
            assertThat(event.getString("victimCgroup")).isEqualTo(cgroup.path());
            assertThat(event.getString("constraint")).isEqualTo("none");
            assertThat(event.getString("limitCgroup")).isNull();
            assertThat(event.getLong("limitCgroupLimit")).isEqualTo(-2);
            assertThat(event.getLong("memoryLimit")).isEqualTo(-1);
            assertThat(event.getBoolean("limitIsAncestor")).isFalse();
            if (RungUnderTest.seesDecisions(event)) {
                assertThat(event.getString("message")).isEqualTo("Out of memory");
                assertThat(event.getLong("totalMemory")).isEqualTo(memoryAndSwap());
            }
            assertThat(jvm.agentLinesWith("was killed because the whole machine had no memory left"))
                    .hasSize(1);
        } finally {
            Files.writeString(OWN_SCORE, score.strip());
        }
    }

    private static Hog useUpIn(MemoryCgroup cgroup, String name) throws Exception {
        try (Hog hog = HogSpec.named(name)
                .oomScoreAdj(500)
                .in(cgroup)
                .growingAtFullSpeed()
                .start()) {
            assertThat(hog.awaitDeath(PATIENCE)).as(name).isEqualTo(Hog.KILLED);
            return hog;
        }
    }

    private static long memoryAndSwap() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:") || line.startsWith("SwapTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }
}
