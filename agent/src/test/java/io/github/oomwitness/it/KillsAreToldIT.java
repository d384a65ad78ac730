// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.CgroupVersion;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real kills in real cgroups, told by the built jar. */
class KillsAreToldIT {
    private static final long MIB = 1L << 20;
    private static final int PRIME_NUMBER_OF_KILLS = 23;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void everyKillOfASiblingIsOneEventWithItsPidNameAndUid(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("siblings").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(jdk, cgroup).recording().start().awaitWitness()) {
            List<Hog> victims = new ArrayList<>();
            for (int number = 1; number <= PRIME_NUMBER_OF_KILLS; number++) {
                victims.add(killedIn(cgroup, "victim-" + number, 1000 + number));
            }
            jvm.awaitRecorded(PRIME_NUMBER_OF_KILLS, "oomwitness.OomKill");

            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
            assertThat(events)
                    .extracting(event -> event.getInt("victimPid"))
                    .containsExactlyElementsOf(pidsOf(victims));
            assertThat(events)
                    .extracting(event -> event.getString("victimName"))
                    .containsExactlyElementsOf(namesUpTo());
            assertThat(events).extracting(event -> event.getInt("victimUid")).containsExactlyElementsOf(uidsUpTo());
            assertThat(events).extracting(event -> event.getInt("killId")).doesNotHaveDuplicates();
            RecordedEvent status = jvm.events("oomwitness.WitnessStatus").get(0);
            assertThat(status.getString("source")).isIn(RungUnderTest.sources());
            assertThat(status.getInt("lostRecords")).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aKillBesideTheCgroupIsNotToldAndOneBelowItIs(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("scope").limitTo(320 * MIB);
                MemoryCgroup neighbour = cgroup.sibling("neighbour").limitTo(32 * MIB);
                MemoryCgroup below = cgroup.branch("below");
                WitnessedJvm jvm = witnessed(jdk, cgroup).recording().start().awaitWitness()) {
            MemoryCgroup charged = cgroup.version() == CgroupVersion.V1 ? below.limitTo(32 * MIB) : cgroup;
            killedIn(neighbour, "stranger", 0);
            Hog victim = killedIn(below, "grandchild", 0);
            jvm.awaitRecorded(1, "oomwitness.OomKill");

            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
            assertThat(events).extracting(event -> event.getLong("victimPid")).containsExactly(victim.pid());
            assertThat(events.get(0).getString("victimCgroup")).isEqualTo(charged.path());
            assertThat(events.get(0).getString("limitCgroup")).isEqualTo(charged.path());
            assertThat(events.get(0).getBoolean("limitIsAncestor")).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void killsAndVerdictsBeforeTheFirstRecordingAreReplayedIntoItOnce(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("replay").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(jdk, cgroup).start().awaitWitness();
                Recordings recordings = new Recordings(jdk, jvm)) {
            Hog early = killedIn(cgroup, "early", 0);
            jvm.awaitOutput("OOM kill: early");
            jvm.awaitAgentLines(1, "The kernel killed");

            recordings.start("first");
            await().atMost(PATIENCE).until(() -> recordings.count("first", "oomwitness.OomKill") == 1);
            await().atMost(PATIENCE).until(() -> recordings.count("first", "oomwitness.Verdict") >= 1);
            recordings.start("second");
            assertThat(recordings.count("second", "oomwitness.Verdict")).isZero();
            Hog late = killedIn(cgroup, "late", 0);
            await().atMost(PATIENCE).until(() -> recordings.count("second", "oomwitness.OomKill") == 1);

            assertThat(recordings.pidsOfVictims("first")).containsExactly(early.pid(), late.pid());
            assertThat(recordings.pidsOfVictims("second")).containsExactly(late.pid());
            assertThat(recordings.count("second", "oomwitness.WitnessStatus")).isPositive();
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static WitnessedJvm.Builder witnessed(Jdk jdk, MemoryCgroup cgroup) {
        return WitnessedJvm.with(jdk).in(cgroup).agentOptions(RungUnderTest.agentOptions());
    }

    private static Hog killedIn(MemoryCgroup cgroup, String name, int uid) throws IOException, InterruptedException {
        try (Hog hog =
                HogSpec.named(name).uid(uid).in(cgroup).growingAtFullSpeed().start()) {
            assertThat(hog.awaitDeath(PATIENCE)).as(name).isEqualTo(Hog.KILLED);
            return hog;
        }
    }

    private static List<Integer> pidsOf(List<Hog> victims) {
        return victims.stream().map(victim -> (int) victim.pid()).toList();
    }

    private static List<String> namesUpTo() {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= PRIME_NUMBER_OF_KILLS; number++) {
            names.add("victim-" + number);
        }
        return names;
    }

    private static List<Integer> uidsUpTo() {
        List<Integer> uids = new ArrayList<>();
        for (int number = 1; number <= PRIME_NUMBER_OF_KILLS; number++) {
            uids.add(1000 + number);
        }
        return uids;
    }
}
