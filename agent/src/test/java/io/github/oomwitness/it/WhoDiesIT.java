// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.CgroupVersion;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Victims that are not simply the one who ate the memory, and limits that are not simply their own cgroup's. */
@Tag("testbed")
@Tag("kernel_program")
class WhoDiesIT {
    private static final long MIB = 1L << 20;
    private static final int GROUP = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void theLimitOfThePodIsNamedThoughTheContainersOwnHasRoom() throws Exception {
        try (KernelLog log = KernelLog.open();
                MemoryCgroup pod = MemoryCgroup.create("pod").limitTo(320 * MIB);
                MemoryCgroup container = pod.child("app").limitTo(900 * MIB);
                WitnessedJvm jvm = witnessed(container)) {
            log.awaitRoomForAReport();
            Hog victim = Victim.killedIn(container, "in-the-pod");

            RecordedEvent event = onlyKillOf(jvm);
            KernelOomReport report =
                    log.awaitKillOf(victim.pid(), PATIENCE).report().orElseThrow();
            assertThat(event.getString("limitCgroup"))
                    .isEqualTo(pod.path())
                    .isEqualTo(report.constraint().orElseThrow().oomMemcg().orElseThrow());
            assertThat(event.getBoolean("limitIsAncestor")).isTrue();
            assertThat(event.getLong("limitCgroupLimit")).isEqualTo(320 * MIB);
            assertThat(event.getLong("memoryLimit")).isEqualTo(900 * MIB);
            assertThat(event.getString("victimCgroup")).isEqualTo(container.path());
            assertThat(event.getString("cpuset"))
                    .isEqualTo(report.constraint().orElseThrow().cpuset());
            assertThat(event.getString("memsAllowed"))
                    .isEqualTo(report.constraint().orElseThrow().memsAllowed());
            assertThatWhatTheDecisionTellsIsThereOrMissing(event, report);
        }
    }

    @Test
    void theTriggerIsToldFromTheVictimThatDiesForIt() throws Exception {
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("innocent").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(cgroup);
                Hog innocent = HogSpec.named("innocent")
                        .anonMebibytes(30)
                        .oomScoreAdj(1000)
                        .uid(2001)
                        .in(cgroup)
                        .start()) {
            log.awaitRoomForAReport();
            long greedy = growUntilTheDeathOf(innocent, cgroup);

            RecordedEvent event = firstKillOf(jvm);
            assertThat(event.getLong("victimPid")).isEqualTo(innocent.pid());
            assertThat(event.getInt("victimUid")).isEqualTo(2001);
            String trigger = triggerOf(log.awaitKillOf(innocent.pid(), PATIENCE));
            assertThat(event.getString("triggerName")).isEqualTo(trigger);
            // A thread of the JVM can need the page that is not there as well.
            assertThat(event.getLong("triggerPid")).isEqualTo(trigger.equals("greedy") ? greedy : jvm.pid());
            assertThat(event.getBoolean("groupDeath")).isFalse();
        }
    }

    /** Only v2 has such groups. Whoever may not be killed, as the JVM here, is spared. */
    @Test
    void allMembersOfAGroupAreToldByTheOneDecisionTheyDieOf() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("group").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(cgroup)) {
            if (!cgroup.has("memory.oom.group")) {
                assertThat(cgroup.version()).isEqualTo(CgroupVersion.V1);
                return;
            }
            Files.writeString(Path.of("/proc", Long.toString(jvm.pid()), "oom_score_adj"), "-1000");
            cgroup.write("memory.oom.group", "1");
            Hog leader = killedWithItsChildren(cgroup);
            jvm.awaitRecorded(GROUP, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
            assertThat(events)
                    .extracting(event -> event.getInt("victimPid"))
                    .hasSize(GROUP)
                    .doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(event -> event.getInt("killId"))
                    .containsOnly(events.get(0).getInt("killId"));
            assertThat(events)
                    .filteredOn(event -> !event.getBoolean("groupDeath"))
                    .singleElement()
                    .satisfies(chosen -> {
                        assertThat(chosen.getLong("victimPid")).isEqualTo(leader.pid());
                        assertThat(chosen.getInt("victimOomPoints") > 0).isEqualTo(RungUnderTest.seesDecisions(chosen));
                    });
            assertThat(events).allMatch(event -> event.getBoolean("oomGroup"));
            assertThat(events)
                    .extracting(event -> event.getString("limitCgroup"))
                    .containsOnly(cgroup.path());
        }
    }

    private static Hog killedWithItsChildren(MemoryCgroup cgroup) throws Exception {
        try (Hog leader = HogSpec.named("group")
                .children(GROUP - 1, 8)
                .in(cgroup)
                .growingAtFullSpeed()
                .start()) {
            assertThat(leader.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return leader;
        }
    }

    /** The pid of who grew; it has ended by then, and takes nobody else with it. */
    private static long growUntilTheDeathOf(Hog victim, MemoryCgroup cgroup) throws Exception {
        try (Hog greedy = HogSpec.named("greedy").in(cgroup).growing(200).start()) {
            assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return greedy.pid();
        }
    }

    private static String triggerOf(KernelKill kill) {
        return kill.report().orElseThrow().invocation().orElseThrow().name();
    }

    private static WitnessedJvm witnessed(MemoryCgroup cgroup) throws Exception {
        return WitnessedJvm.with(Jdk.newest())
                .in(cgroup)
                .agentOptions(RungUnderTest.agentOptions())
                .recording()
                .start()
                .awaitWitness();
    }

    private static RecordedEvent onlyKillOf(WitnessedJvm jvm) throws Exception {
        RecordedEvent event = firstKillOf(jvm);
        assertThat(jvm.events("oomwitness.OomKill")).hasSize(1);
        return event;
    }

    private static RecordedEvent firstKillOf(WitnessedJvm jvm) throws Exception {
        jvm.awaitRecorded(1, "oomwitness.OomKill");
        assertThat(jvm.exit(0)).isZero();
        return jvm.events("oomwitness.OomKill").get(0);
    }

    /** A fact on the rungs that see the decision; on the others missing, and the limit says that it was concluded. */
    private static void assertThatWhatTheDecisionTellsIsThereOrMissing(RecordedEvent event, KernelOomReport report) {
        boolean seen = RungUnderTest.seesDecisions(event);
        assertThat(event.getBoolean("limitIsInferred")).isNotEqualTo(seen);
        assertThat(event.getString("message")).isEqualTo(seen ? "Memory cgroup out of memory" : null);
        assertThat(event.getLong("totalMemory")).isEqualTo(seen ? 320 * MIB : -1);
        if (seen) {
            assertThat(event.getInt("order"))
                    .isEqualTo(report.invocation().orElseThrow().order());
            assertThat(event.getInt("victimOomPoints")).isPositive();
        } else {
            assertThat(event.getInt("order")).isEqualTo(Integer.MIN_VALUE);
            assertThat(event.getInt("victimOomPoints")).isEqualTo(Integer.MIN_VALUE);
            assertThat(event.getString("gfpMask")).isNull();
        }
    }
}
