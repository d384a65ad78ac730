// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real containers that run full: the verdict has to name who did it, why, and what to do. */
class VerdictIT {
    private static final long MIB = 1L << 20;
    private static final int LEDGERS_OF_A_WINDOW = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Memory of this JVM, at 50 MiB a second: enough for CRITICAL and not for a kill. */
    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource(delimiter = '|', textBlock = """
            direct 310    | Serial   | -Xmx64m | DIRECT_BUFFERS    | -XX:MaxDirectMemorySize
            metaspace 310 | Serial   | -Xmx64m | METASPACE         | -XX:MaxMetaspaceSize
            threads 312   | G1       | -Xmx64m | THREADS           | pools that start threads
            native 310    | Parallel | -Xmx64m | NATIVE_MEMORY     | MALLOC_ARENA_MAX
            heap 310      | G1       | -Xmx2g  | HEAP_BEYOND_LIMIT | set -Xmx to at most
            heap 300      | Z        | -Xmx2g  | HEAP_BEYOND_LIMIT | set -Xmx to at most
            """)
    void memoryOfThisJvmIsBlamedOnThisJvm(String spending, String collector, String heap, String cause, String remedy)
            throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("verdict").limitTo(400 * MIB);
                WitnessedJvm jvm = spender(cgroup, collector, heap, "-XX:MaxDirectMemorySize=1g")) {
            jvm.say(spending);
            jvm.awaitAgentLines(1, "verdict ");

            assertThat(jvm.agentLinesWith("verdict "))
                    .first()
                    .asString()
                    .startsWith("verdict " + cause + " (")
                    .contains(remedy);
        }
    }

    @Test
    void filesInMemoryAreBlamedOnTmpfs() throws Exception {
        Path file = Files.createTempFile(Path.of("/dev/shm"), "verdict", "");
        try (MemoryCgroup cgroup = MemoryCgroup.create("verdict").limitTo(400 * MIB);
                WitnessedJvm jvm = spender(cgroup, "Serial", "-Xmx64m")) {
            HogSpec.named("writer")
                    .in(cgroup)
                    .growing(50)
                    .growingNoFurtherThan(310)
                    .growingAsFile(file)
                    .start();
            jvm.awaitAgentLines(1, "verdict ");

            assertThat(jvm.agentLinesWith("verdict "))
                    .first()
                    .asString()
                    .startsWith("verdict TMPFS (")
                    .contains("/dev/shm");
        } finally {
            Files.delete(file);
        }
    }

    /** The archetype: the heap was large once, G1 sees no reason to collect, and somebody else pays for it. */
    @Test
    void aHeapOfGarbageIsBlamedThoughAnotherGrew() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("verdict").limitTo(700 * MIB);
                WitnessedJvm jvm = spender(cgroup, "G1", "-Xms500m", "-Xmx500m", "-XX:+AlwaysPreTouch")) {
            jvm.say("collection 0");
            jvm.awaitOutput(SpendingApplication.DONE + "collection 1");
            try (Hog other = HogSpec.named("solver")
                    .in(cgroup)
                    .growing(20)
                    .growingNoFurtherThan(110)
                    .start()) {
                jvm.awaitAgentLines(1, "verdict ");
                assertThat(other.isAlive()).isTrue();
            }

            assertThat(jvm.agentLinesWith("verdict "))
                    .first()
                    .asString()
                    .startsWith("verdict HEAP_GARBAGE (")
                    .contains("a collection would give about")
                    .contains("on-critical=gc");
        }
    }

    @Test
    void aLeakingSiblingIsNamedBeforeItsDeathAndAfterIt() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("verdict").limitTo(400 * MIB);
                WitnessedJvm jvm = witnessed(cgroup);
                Hog leak = HogSpec.named("leak")
                        .in(cgroup)
                        .growing(60)
                        .oomScoreAdj(500)
                        .start()) {
            assertThat(leak.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            jvm.awaitAgentLines(2, "verdict ");
            jvm.exit(0);

            assertThat(jvm.events("oomwitness.Verdict"))
                    .extracting(event -> event.getString("occasion") + " " + event.getString("cause") + " "
                            + event.getString("culpritName") + " " + event.getInt("culpritPid") + " "
                            + event.getBoolean("culpritIsThisJvm") + " " + event.getInt("killId"))
                    .containsExactly(
                            "CRITICAL SIBLING leak " + leak.pid() + " false 0",
                            "KILL SIBLING leak " + leak.pid() + " false 1");
            assertThat(jvm.events("oomwitness.Verdict").get(1).getString("verdict"))
                    .contains("The kernel killed it; find out why leak needs that much");
        }
    }

    @Test
    void anInnocentVictimIsCalledOneAndTheGrowerIsNamed() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("verdict").limitTo(400 * MIB);
                WitnessedJvm jvm = witnessed(cgroup);
                Hog innocent = HogSpec.named("innocent")
                        .anonMebibytes(60)
                        .oomScoreAdj(1000)
                        .in(cgroup)
                        .start()) {
            settle(jvm);
            Hog greedy = HogSpec.named("greedy").in(cgroup).growing(60).start();
            assertThat(innocent.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            String verdict = killVerdictOf(jvm);
            greedy.close();

            assertThat(verdict)
                    .startsWith("verdict SIBLING (")
                    .contains("greedy (pid " + greedy.pid() + ") grew by ")
                    .contains("killed innocent (pid " + innocent.pid() + "), an innocent victim: it had grown by 0 B");
        }
    }

    /** One verdict for the episode, which says that it goes on. */
    @Test
    void aCascadeInWhichTheGrowerNeverDiedIsOneVerdict() throws Exception {
        List<Hog> small = new ArrayList<>();
        try (MemoryCgroup cgroup = MemoryCgroup.create("verdict").limitTo(400 * MIB);
                WitnessedJvm jvm = witnessed(cgroup)) {
            for (int i = 0; i < 4; i++) {
                small.add(HogSpec.named("worker-" + i)
                        .anonMebibytes(25)
                        .oomScoreAdj(1000)
                        .in(cgroup)
                        .start());
            }
            settle(jvm);
            Hog greedy = HogSpec.named("greedy")
                    .in(cgroup)
                    .growing(100)
                    .growingNoFurtherThan(280)
                    .start();
            await().atMost(PATIENCE)
                    .until(() -> small.stream().filter(Hog::isAlive).count() <= 2);
            String verdict = killVerdictOf(jvm);
            greedy.close();

            assertThat(verdict)
                    .startsWith("verdict SIBLING (")
                    .contains("greedy (pid " + greedy.pid() + ") grew by ")
                    .contains("processes, and greedy (pid " + greedy.pid() + ") was not among them");
            assertThat(jvm.agentLinesWith("The kernel killed")).hasSize(1);
        }
    }

    /** Summed up, their resident memory is several times the limit. */
    @Test
    void pagesSharedAfterAForkCountOnce() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("verdict").limitTo(500 * MIB);
                WitnessedJvm jvm = witnessed(cgroup);
                Hog server = HogSpec.named("prefork")
                        .anonMebibytes(200)
                        .children(5, 0)
                        .childrenSharing()
                        .oomScoreAdj(600)
                        .waitingForGo()
                        .growing(40)
                        .in(cgroup)
                        .start()) {
            settle(jvm);
            server.go();
            assertThat(server.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            String verdict = killVerdictOf(jvm);

            assertThat(verdict).startsWith("verdict SIBLING (").contains("prefork (pid " + server.pid() + ") grew by ");
            jvm.exit(0);
            assertThat(jvm.events("oomwitness.MemoryLedger")).allSatisfy(ledger -> {
                assertThat(ledger.getLong("siblings")).isLessThan(500 * MIB);
                assertThat(Math.abs(ledger.getLong("unaccounted"))).isLessThan(25 * MIB);
            });
        }
    }

    /** As in a build that forks a JVM for each of its test modules. */
    @Test
    void theOneOfFourForkedJvmsThatGrewIsNamed() throws Exception {
        List<WitnessedJvm> forks = new ArrayList<>();
        try (MemoryCgroup cgroup = MemoryCgroup.create("verdict").limitTo(700 * MIB);
                WitnessedJvm jvm = witnessed(cgroup)) {
            for (int i = 0; i < 4; i++) {
                forks.add(WitnessedJvm.with(Jdk.oldest())
                        .in(cgroup)
                        .withoutAgent()
                        .flags("-Xint", "-XX:+UseSerialGC", "-DpauseMillis=10")
                        .mainClass(SpendingApplication.class.getName())
                        .start());
            }
            settle(jvm);
            WitnessedJvm greedy = forks.get(2);
            Files.writeString(Path.of("/proc/" + greedy.pid() + "/oom_score_adj"), "700");
            greedy.say("native 900");
            assertThat(greedy.awaitExit()).isEqualTo(Hog.KILLED);

            assertThat(killVerdictOf(jvm))
                    .startsWith("verdict SIBLING (")
                    .contains("java (pid " + greedy.pid() + ") grew by ")
                    .contains("The kernel killed it");
        } finally {
            for (WitnessedJvm fork : forks) {
                fork.close();
            }
        }
    }

    @Test
    void anotherContainersLeakUnderThePodsLimitIsThePodsAffair() throws Exception {
        try (MemoryCgroup pod = MemoryCgroup.create("pod").limitTo(600 * MIB);
                MemoryCgroup container = pod.child("app").limitTo(500 * MIB);
                MemoryCgroup other = pod.child("other");
                WitnessedJvm jvm = witnessed(container);
                Hog innocent = HogSpec.named("innocent")
                        .anonMebibytes(40)
                        .oomScoreAdj(1000)
                        .in(container)
                        .start();
                Hog leak = HogSpec.named("leak")
                        .in(other)
                        .growing(100)
                        .growingNoFurtherThan(510)
                        .start()) {

            assertThat(innocent.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);

            assertThat(killVerdictOf(jvm))
                    .startsWith("verdict POD_LIMIT (")
                    .contains("The limit of " + pod.path() + " (600 MiB) was reached, not this container's")
                    .contains("The kernel killed innocent (pid " + innocent.pid() + ")");
            assertThat(leak.isAlive()).isTrue();
        }
    }

    private static String killVerdictOf(WitnessedJvm jvm) {
        return jvm.awaitAgentLines(1, "The kernel killed")
                .agentLinesWith("The kernel killed")
                .get(0);
    }

    /** Until how things stand is on record, and no process that has just started is new any more. */
    private static void settle(WitnessedJvm jvm) throws IOException, InterruptedException {
        jvm.awaitFurther(LEDGERS_OF_A_WINDOW, "oomwitness.MemoryLedger");
    }

    private static WitnessedJvm witnessed(MemoryCgroup cgroup) throws IOException {
        WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                .in(cgroup)
                .agentOptions("interval=100ms")
                .recording()
                .start()
                .awaitWitness();
        jvm.awaitRecorded(1, "oomwitness.MemoryLedger");
        return jvm;
    }

    private static WitnessedJvm spender(MemoryCgroup cgroup, String collector, String... flags) throws IOException {
        return WitnessedJvm.with(Jdk.oldest())
                .in(cgroup)
                .agentOptions("interval=100ms")
                .flags("-Xint", "-XX:+Use" + collector + "GC", "-DpauseMillis=20")
                .flags(flags)
                .mainClass(SpendingApplication.class.getName())
                .start()
                .awaitOutput(WitnessedApplication.RUNNING)
                .awaitWitness();
    }
}
