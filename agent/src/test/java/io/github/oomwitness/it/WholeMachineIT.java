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
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The machine has no memory left, or one of its NUMA nodes has not, and no cgroup has a limit. Only for a machine that nobody needs and
 * that has a second node: a guest of the test bed.
 */
@Tag("testbed")
@Tag("whole_machine")
@TestInstance(Lifecycle.PER_CLASS)
class WholeMachineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SECOND_NODE = 1;

    /** There is one verdict an episode, and that lasts until there was no kill for ten seconds. */
    private static final Duration LONGER_THAN_AN_EPISODE = Duration.ofMillis(10_500);

    /** Of this process and the JVM that it starts: whatever else there is dies before them. */
    private static final String SPARED = "-999";

    private static final Path OWN_SCORE = Path.of("/proc/self/oom_score_adj");

    private KernelLog log;
    private MemoryCgroup pod;
    private MemoryCgroup container;
    private MemoryCgroup beside;
    private Hog byPolicy;
    private Hog byCpuset;
    private Hog byMachine;
    private WitnessedJvm jvm;
    private List<RecordedEvent> kills;

    @BeforeAll
    void haveThemKilled() throws Exception {
        // What is started by the tests behind this one inherits it.
        String score = Files.readString(OWN_SCORE);
        Files.writeString(OWN_SCORE, SPARED);
        log = KernelLog.open();
        pod = MemoryCgroup.create("unlimited");
        container = pod.child("app");
        beside = pod.child("beside");
        try (MemoryCgroup elsewhere = pod.sibling("elsewhere");
                Cpuset cpuset = Cpuset.of(beside, SECOND_NODE);
                WitnessedJvm started = WitnessedJvm.with(Jdk.newest())
                        .in(container)
                        .agentOptions("scope=pod," + RungUnderTest.agentOptions())
                        .recording()
                        .start()
                        .awaitWitness()) {
            jvm = started;
            byPolicy = useUp(greedy("policy").in(container).boundToNode(SECOND_NODE), hog -> {});
            jvm.awaitAgentLines(1, "verdict MACHINE (");
            byCpuset = useUp(greedy("cpuset").in(beside), cpuset::enter);
            Thread.sleep(LONGER_THAN_AN_EPISODE.toMillis());
            useUp(greedy("stranger").in(elsewhere), hog -> {});
            byMachine = useUp(greedy("machine").in(container), hog -> {});
            jvm.awaitKillOf(byMachine.pid());
            jvm.awaitAgentLines(2, "verdict MACHINE (");
            assertThat(jvm.exit(0)).isZero();
            kills = jvm.events("oomwitness.OomKill");
        } finally {
            Files.writeString(OWN_SCORE, score.strip());
        }
    }

    private static HogSpec greedy(String name) {
        return HogSpec.named(name).oomScoreAdj(500).waitingForGo().growingAtFullSpeed();
    }

    private Hog useUp(HogSpec spec, Entry entry) throws Exception {
        log.awaitRoomForAReport();
        try (Hog hog = spec.start()) {
            entry.enter(hog);
            hog.go();
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return hog;
        }
    }

    /** Into whatever is to bind it. */
    private interface Entry {
        void enter(Hog hog) throws IOException;
    }

    @AfterAll
    void close() throws IOException {
        if (pod != null) {
            pod.close();
        }
        if (log != null) {
            log.close();
        }
    }

    @Test
    void theMachinesKillIsToldWithoutALimitAndOnlyWhereTheVictimIsOurs() throws Exception {
        assertThat(kills)
                .extracting(event -> event.getLong("victimPid"))
                .containsExactly(byPolicy.pid(), byCpuset.pid(), byMachine.pid());
        RecordedEvent event = kills.get(2);
        assertAgrees(event, byMachine, "CONSTRAINT_NONE", "none");
        assertThat(event.getString("victimCgroup")).isEqualTo(container.path());
        if (RungUnderTest.seesDecisions(event)) {
            assertThat(event.getString("message")).isEqualTo("Out of memory");
            assertThat(event.getLong("totalMemory")).isEqualTo(memoryAndSwap());
        }
        assertThat(jvm.agentLinesWith("was killed because the whole machine had no memory left"))
                .hasSize(1);
        assertThat(jvm.agentLinesWith("verdict MACHINE (")).last().asString().contains("The whole machine ran out");
    }

    @Test
    void aNodeToWhichAPolicyBindsIsNotTheWholeMachine() throws Exception {
        assertAgrees(kills.get(0), byPolicy, "CONSTRAINT_MEMORY_POLICY", "memory_policy");
        assertThat(kills.get(0).getString("nodemask")).isEqualTo("1");
        assertThat(kills.get(0).getString("memsAllowed")).isEqualTo("0-1");
        assertThat(jvm.agentLinesWith("verdict MACHINE (")).first().asString().contains("The NUMA nodes that");
        assertThat(jvm.agentLinesWith("was killed because the NUMA nodes that")).hasSize(2);
    }

    @Test
    void aNodeToWhichACpusetBindsIsNotTheWholeMachine() throws Exception {
        assertAgrees(kills.get(1), byCpuset, "CONSTRAINT_CPUSET", "cpuset");
        assertThat(kills.get(1).getString("memsAllowed")).isEqualTo("1");
        assertThat(kills.get(1).getString("victimCgroup")).isEqualTo(beside.path());
    }

    private void assertAgrees(RecordedEvent event, Hog victim, String kernels, String constraint) throws IOException {
        KernelOomReport report =
                log.awaitKillOf(victim.pid(), PATIENCE).report().orElseThrow();
        assertThat(report.constraint().orElseThrow().constraint()).isEqualTo(kernels);
        assertThat(event.getLong("victimPid")).isEqualTo(victim.pid());
        assertThat(event.getString("constraint")).isEqualTo(constraint);
        KillAgreement.assertMasksAgree(event, report);
        assertThat(event.getString("limitCgroup")).isNull();
        assertThat(event.getLong("limitCgroupLimit")).isEqualTo(-2);
        assertThat(event.getLong("memoryLimit")).isEqualTo(-1);
        assertThat(event.getBoolean("limitIsAncestor")).isFalse();
    }

    private static long memoryAndSwap() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:") || line.startsWith("SwapTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }
}
