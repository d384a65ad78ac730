// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent goes, and gives back what it took, however often and whatever happens meanwhile. */
class DetachIT {
    private static final long MIB = 1L << 20;
    private static final int ROUNDS = 10;
    private static final int DETACHES_DURING_KILLS = 20;
    private static final int OWN_EXIT_CODE = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The JVM's own for an attach, and the one of JNA, whose library stays loaded for the next time. */
    private static final String[] THREADS_THAT_STAY = {"Attach Listener", "JNA Cleaner"};

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void tenRoundsOfAttachKillAndDetachCostNoMoreThanOne(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("rounds").limitTo(320 * MIB);
                WitnessedJvm jvm = attachable(jdk).in(cgroup).recording().start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            Footprint before = Footprint.of(jvm.pid());
            round(jvm, cgroup, 1);
            round(jvm, cgroup, 2);
            Footprint first = Footprint.of(jvm.pid());
            LoadedClasses classes = LoadedClasses.of(jdk, jvm);
            for (int number = 3; number <= ROUNDS + 1; number++) {
                round(jvm, cgroup, number);
            }

            // The JVM itself closes an attach's socket a little later.
            await().atMost(PATIENCE).untilAsserted(() -> {
                Footprint now = Footprint.of(jvm.pid());
                assertThat(now.agentsOwn()).isEmpty();
                assertThat(now.files()).containsExactlyInAnyOrderElementsOf(first.files());
                assertThat(now.sockets())
                        .hasSizeLessThanOrEqualTo(first.sockets().size());
                assertThat(now.javaThreads()).containsExactlyInAnyOrderElementsOf(first.javaThreads());
                assertThat(now.librariesOfJna()).hasSameSizeAs(first.librariesOfJna());
                assertThat(without(now, before)).isSubsetOf(THREADS_THAT_STAY);
            });
            LoadedClasses.of(jdk, jvm).assertNoGrowthSince(classes, ROUNDS - 1);
            jvm.awaitRecorded(ROUNDS + 1, "oomwitness.OomKill");
            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void itMayBeDetachedWhileKillsGoOn(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("detach-storm").limitTo(320 * MIB);
                MemoryCgroup below = cgroup.child("storm").limitTo(16 * MIB);
                WitnessedJvm jvm = attachable(jdk).in(cgroup).recording().start();
                KillStorm storm = KillStorm.in(below)) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            for (int number = 1; number <= DETACHES_DURING_KILLS; number++) {
                Attachment.load(jvm, "prometheus=0");
                jvm.awaitAgentLines(number, "witnessing ");
                storm.awaitMore(1);
                Attachment.load(jvm, "detach");
                jvm.awaitAgentLines(number, "stopped; ");
                assertThat(Footprint.of(jvm.pid()).agentsOwn()).isEmpty();
            }

            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
            assertThat(jvm.agentLinesWith("OOM kill: ")).isNotEmpty();
        }
    }

    private static void round(WitnessedJvm jvm, MemoryCgroup cgroup, int number) throws Exception {
        Attachment.load(jvm, "prometheus=0");
        jvm.awaitAgentLines(number, "witnessing ");
        Scrape scrape = Scrape.of(jvm);
        Victim.killedIn(cgroup, "victim-" + number);
        await().atMost(PATIENCE).until(() -> scrape.value("cgroup_oom_kills_total{limit=own,victim=other}") == 1);
        jvm.awaitOutput("OOM kill: victim-" + number + " ");
        Attachment.load(jvm, "detach");
        jvm.awaitAgentLines(number, "stopped; ");

        assertThat(Footprint.of(jvm.pid()).agentsOwn()).isEmpty();
        assertThat(Attachment.systemProperties(jvm)).doesNotContainKey("oomwitness.status");
        assertThatThrownBy(scrape::values).isInstanceOf(ConnectException.class);
    }

    /** Threads that are there now and were not there then. */
    private static List<String> without(Footprint now, Footprint then) {
        return now.javaThreads().stream()
                .filter(name -> !then.javaThreads().contains(name))
                .toList();
    }

    /** Without an agent, and without the warnings about one that comes later. */
    private static WitnessedJvm.Builder attachable(Jdk jdk) {
        return WitnessedJvm.with(jdk)
                .withoutAgent()
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading");
    }
}
