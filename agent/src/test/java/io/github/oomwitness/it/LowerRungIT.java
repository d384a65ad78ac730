// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without any capability the cgroup's files still tell of every kill; the kernel's log is the oracle. */
class LowerRungIT {
    private static final long MIB = 1L << 20;
    private static final int KILLS = 11;
    private static final int RIGHT_GUESSES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void elevenKillsAreElevenEventsWithTheLikelyVictim(Jdk jdk) throws Exception {
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("lower-rung").limitTo(320 * MIB);
                WitnessedJvm jvm =
                        withoutCapabilities(jdk).in(cgroup).recording().start().awaitWitness()) {
            List<Hog> victims = new ArrayList<>();
            for (int number = 1; number <= KILLS; number++) {
                log.awaitRoomForAReport();
                victims.add(killedIn(cgroup, "victim-" + number));
                jvm.awaitRecorded(number, "oomwitness.OomKill");
            }
            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
            assertThat(events).hasSize(KILLS).allSatisfy(event -> {
                assertThat(event.getString("source")).isEqualTo("cgroup_files");
                assertThat(event.getBoolean("limitIsInferred")).isTrue();
                assertThat(event.getString("victimCgroup")).isEqualTo(cgroup.path());
                assertThat(event.getLong("memoryLimit")).isEqualTo(320 * MIB);
                assertThat(event.getString("triggerName")).isNull();
            });
            assertThat(rightGuesses(events, victims)).isGreaterThanOrEqualTo(RIGHT_GUESSES);
            for (Hog victim : victims) {
                assertThat(log.awaitKillOf(victim.pid(), PATIENCE).process().pid())
                        .isEqualTo(victim.pid());
            }
            assertThat(jvm.agentLinesWith("OOM kill: probably victim-")).isNotEmpty();
        }
    }

    @Test
    void theVictimsLimitIsNamedFromTheOwnReadings() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("lower-limit").limitTo(320 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .agentOptions("source=cgroup_files")
                        .in(cgroup)
                        .recording()
                        .start()
                        .awaitWitness()) {
            Hog victim = killedIn(cgroup, "limited");
            jvm.awaitRecorded(1, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();

            RecordedEvent event = jvm.events("oomwitness.OomKill").get(0);
            assertThat(event.getLong("victimPid")).isEqualTo(victim.pid());
            assertThat(event.getString("limitCgroup")).isEqualTo(cgroup.path());
            assertThat(event.getLong("limitCgroupLimit")).isEqualTo(320 * MIB);
            assertThat(jvm.agentLinesWith("source=cgroup_files was asked for")).hasSize(1);
        }
    }

    @Test
    void aForcedKernelProgramThatCannotBeHadIsNotReplaced() throws Exception {
        try (WitnessedJvm jvm = withoutCapabilities(Jdk.newest())
                .agentOptions("source=tp_btf")
                .start()
                .awaitWitness()) {
            assertThat(jvm.output()).contains("source=none");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static WitnessedJvm.Builder withoutCapabilities(Jdk jdk) {
        return WitnessedJvm.with(jdk).through("setpriv", "--bounding-set", "-all", "--inh-caps", "-all");
    }

    private static Hog killedIn(MemoryCgroup cgroup, String name) throws IOException, InterruptedException {
        try (Hog hog = HogSpec.named(name).in(cgroup).growing(400).start()) {
            assertThat(hog.awaitDeath(PATIENCE)).as(name).isEqualTo(Hog.KILLED);
            return hog;
        }
    }

    private static int rightGuesses(List<RecordedEvent> events, List<Hog> victims) {
        int right = 0;
        for (int index = 0; index < victims.size(); index++) {
            if (events.get(index).getLong("victimPid") == victims.get(index).pid()) {
                right++;
            }
        }
        return right;
    }
}
