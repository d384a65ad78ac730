// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes into a running JVM, is asked again, goes, and comes back, leaving nothing behind. */
class SecondAttachIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anAgentThatWasAttachedLaterSeesKills(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("attached").limitTo(320 * MIB);
                WitnessedJvm jvm = unwitnessed(jdk).in(cgroup).recording().start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            Attachment.load(jvm, "command-lines=off");
            jvm.awaitWitness();
            await().atMost(PATIENCE)
                    .until(() -> Attachment.systemProperties(jvm).containsKey("oomwitness.status"));
            assertThat(Attachment.systemProperties(jvm).getProperty("oomwitness.status"))
                    .contains("witnessing memory cgroup " + cgroup.path())
                    .containsPattern(KernelRungs.IN_USE);

            Hog victim = Victim.killedIn(cgroup, "late");
            jvm.awaitRecorded(1, "oomwitness.OomKill").awaitRecorded(1, "oomwitness.WitnessStatus");

            assertThat(jvm.exit(0)).isZero();
            assertThat(jvm.output().lines()).as("of the JVM's own").noneMatch(line -> line.startsWith("WARNING"));
            assertThat(jvm.events("oomwitness.OomKill"))
                    .extracting(event -> event.getLong("victimPid"))
                    .containsExactly(victim.pid());
            assertThat(jvm.events("oomwitness.WitnessStatus").get(0).getString("options"))
                    .contains("command-lines=off (agent argument)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aSecondAttachSaysThatOneRunsAndKeepsItsOptions(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = WitnessedJvm.with(jdk)
                .agentOptions("interval=2s")
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading")
                .recording()
                .start()
                .awaitWitness()) {
            Attachment.load(jvm, "interval=5s");
            jvm.awaitOutput("the agent already runs in this JVM and keeps its options; \"interval=5s\" has no effect");
            Attachment.load(jvm, "status");
            jvm.awaitAgentLines(2, "witnessing memory cgroup ");

            assertThat(Footprint.of(jvm.pid()).threads())
                    .filteredOn("oomwitness-ring"::equals)
                    .hasSize(1);
            jvm.awaitRecorded(1, "oomwitness.WitnessStatus");
            assertThat(jvm.exit(0)).isZero();
            assertThat(jvm.events("oomwitness.WitnessStatus"))
                    .extracting(event -> event.getString("options"))
                    .isNotEmpty()
                    .allMatch(options -> options.contains("interval=2s (agent argument)"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void detachedItLeavesNothingBehindAndCanComeBack(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("detached").limitTo(320 * MIB);
                WitnessedJvm jvm = unwitnessed(jdk).in(cgroup).recording().start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            Attachment.load(jvm, "prometheus=0");
            jvm.awaitAgentLines(1, "witnessing ");
            // A thread has its name a moment after it runs.
            await().untilAsserted(() -> assertThat(Footprint.of(jvm.pid()).agentsOwn())
                    .contains("anon_inode:bpf-map", "anon_inode:bpf-prog", "anon_inode:[eventfd]", "oomwitness-ring"));

            Attachment.load(jvm, "detach");
            jvm.awaitOutput("stopped; the application runs on without the agent");
            assertGone(jvm);
            Victim.killedIn(cgroup, "unseen");

            Attachment.load(jvm, "");
            jvm.awaitAgentLines(2, "witnessing ");
            Hog seen = Victim.killedIn(cgroup, "seen");
            jvm.awaitRecorded(1, "oomwitness.OomKill");

            assertThat(jvm.exit(0)).isZero();
            assertThat(jvm.output()).doesNotContain("OOM kill: unseen");
            assertThat(jvm.events("oomwitness.OomKill"))
                    .extracting(event -> event.getLong("victimPid"))
                    .containsExactly(seen.pid());
        }
    }

    @Test
    void whereNoneRunsADetachSaysSo() throws Exception {
        try (WitnessedJvm jvm = unwitnessed(Jdk.newest()).start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            Attachment.load(jvm, "detach");
            jvm.awaitOutput("[oomwitness] no agent runs in this JVM");

            assertThat(jvm.exit(0)).isZero();
        }
    }

    /** Without an agent, and without the warnings about one that comes later. */
    private static WitnessedJvm.Builder unwitnessed(Jdk jdk) {
        return WitnessedJvm.with(jdk)
                .withoutAgent()
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading");
    }

    private static void assertGone(WitnessedJvm jvm) throws Exception {
        assertThat(Footprint.of(jvm.pid()).agentsOwn()).isEmpty();
        assertThat(Attachment.systemProperties(jvm)).doesNotContainKey("oomwitness.status");
    }
}
