// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.CgroupVersion;
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
import org.junit.jupiter.params.provider.MethodSource;

/** Of several JVMs in a memory cgroup one witnesses it; the others stand by. */
class StandbyIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 10;

    /** In MiB: its heap is 64, and all of it is touched. */
    private static final int LESS_THAN_THE_WITNESS_HAS = 50;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aForkedJvmThatInheritsTheFlagStandsBy(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("forked").limitTo(512 * MIB);
                WitnessedJvm parent = WitnessedJvm.with(jdk)
                        .withoutAgent()
                        .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + TestFiles.agentJar())
                        .in(cgroup)
                        .start()
                        .awaitWitness()) {
            parent.say("start " + jdk.java() + " -Xmx64m -cp " + TestFiles.testClasses() + " "
                    + WitnessedApplication.class.getName());
            parent.awaitAgentLines(1, "standing by: pid " + parent.pid() + " witnesses this memory cgroup");
            Victim.killedIn(cgroup, "once");
            parent.awaitAgentLines(1, "OOM kill: once ");

            parent.say("exit 0");
            parent.awaitOutput("exited with 0");
            assertThat(parent.exit(0)).isZero();
            assertThat(parent.agentLinesWith("OOM kill: once ")).hasSize(1);
            assertThat(parent.agentLinesWith("witnessing ")).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aKillIsToldOnceAcrossAllRecordings(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("recordings").limitTo(512 * MIB);
                WitnessedJvm witness = in(cgroup, jdk).start().awaitWitness();
                WitnessedJvm standby =
                        in(cgroup, jdk).agentOptions("prometheus=0").start()) {
            awaitStandby(standby, witness);
            Hog victim = Victim.killedIn(cgroup, "once");
            witness.awaitRecorded(1, "oomwitness.OomKill");
            standby.awaitRecorded(1, "oomwitness.WitnessStatus");
            Footprint held = Footprint.of(standby.pid());
            assertThat(held.agentsOwn())
                    .as("one thread (the kernel keeps 15 characters of its name), no program in the kernel")
                    .containsOnly("oomwitness-stan");
            assertThat(held.librariesOfJna()).isEmpty();

            assertThat(standby.exit(0)).isZero();
            assertThat(witness.exit(0)).isZero();
            assertThat(witness.events("oomwitness.OomKill"))
                    .extracting(event -> event.getLong("victimPid"))
                    .containsExactly(victim.pid());
            assertThat(roles(witness)).containsOnly("witness");
            assertThat(standby.events("oomwitness.OomKill")).isEmpty();
            assertThat(standby.events("oomwitness.ContainerMemory")).isEmpty();
            assertThat(standby.events("oomwitness.WitnessStatus")).isNotEmpty().allSatisfy(status -> {
                assertThat(status.getString("role")).isEqualTo("standby");
                assertThat(status.getString("source")).isNull();
                assertThat(status.getString("cgroupPath")).isEqualTo(cgroup.path());
                assertThat(status.getString("degradedBecause"))
                        .isEqualTo("pid " + witness.pid() + " witnesses this memory cgroup");
            });
            assertThat(standby.agentLinesWith("meters at")).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void whenTheWitnessEndsTheStandbyTakesOverAndTellsTheNextKill(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("ended").limitTo(512 * MIB);
                WitnessedJvm witness = in(cgroup, jdk).start().awaitWitness();
                WitnessedJvm standby =
                        in(cgroup, jdk).agentOptions("prometheus=0").start()) {
            awaitStandby(standby, witness);
            standby.awaitRecorded(1, "oomwitness.WitnessStatus");
            assertThat(witness.exit(0)).isZero();

            assertTakesOver(standby, witness, cgroup);
            assertThat(Scrape.of(standby).value("cgroup_oom_kills_total{limit=own,victim=other}"))
                    .isEqualTo(1);
            assertThat(standby.exit(0)).isZero();
            assertThat(roles(standby)).first().isEqualTo("standby");
            assertThat(roles(standby)).last().isEqualTo("witness");
        }
    }

    @Test
    void whenTheWitnessIsKilledTheStandbyTakesOver() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("killed").limitTo(512 * MIB);
                WitnessedJvm witness = in(cgroup, Jdk.newest()).start().awaitWitness();
                WitnessedJvm standby = in(cgroup, Jdk.oldest()).start()) {
            awaitStandby(standby, witness);
            witness.kill();

            assertTakesOver(standby, witness, cgroup);
            assertThat(standby.agentLinesWith("the kernel counted"))
                    .as("nobody was killed for memory")
                    .isEmpty();
            assertThat(standby.exit(0)).isZero();
        }
    }

    /** Nobody has told that kill: the standby knows only that the count went up. */
    @Test
    @SuppressWarnings("try") // Those that are next in line only have to be there.
    void whenTheWitnessItselfIsTheVictimTheStandbySaysThatAKillWasCounted() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("victim").limitTo(512 * MIB);
                WitnessedJvm witness = in(cgroup, Jdk.newest())
                        .flags("-Xms64m", "-XX:+AlwaysPreTouch")
                        .start()
                        .awaitWitness();
                WitnessedJvm standby = in(cgroup, Jdk.newest()).start();
                Hog next = nextInLine(cgroup)) {
            awaitStandby(standby, witness);
            Files.writeString(Path.of("/proc", Long.toString(witness.pid()), "oom_score_adj"), "1000");
            int untilTheLimit = (int) ((cgroup.limit() - cgroup.usage()) / MIB);
            try (Hog survivor = HogSpec.named("survivor")
                    .in(cgroup)
                    .growingAtFullSpeed()
                    .growingNoFurtherThan(untilTheLimit + LESS_THAN_THE_WITNESS_HAS)
                    .start()) {
                assertThat(witness.awaitExit()).isEqualTo(Hog.KILLED);
                standby.awaitAgentLines(1, "taking over: pid " + witness.pid());
                standby.awaitWitness();
                assertThat(standby.agentLinesWith("the kernel counted "))
                        .as(standby.output())
                        .hasSize(1)
                        .first()
                        .asString()
                        .containsPattern("counted [1-" + killsCountedIn(cgroup) + "] kills? in this memory cgroup")
                        .contains(
                                "pid " + witness.pid() + " before it may have told of them, or may have been a victim");
                assertThat(survivor.isAlive()).isTrue();
            }
            assertThat(standby.exit(0)).isZero();
        }
    }

    /** A JVM takes long to die, and the kernel may choose again meanwhile (docs/decisions/0013): one of these. */
    private static Hog nextInLine(MemoryCgroup cgroup) throws IOException {
        return HogSpec.named("next").oomScoreAdj(900).children(6, 2).in(cgroup).start();
    }

    /** By the kernel, in the cgroup itself. */
    private static String killsCountedIn(MemoryCgroup cgroup) throws IOException {
        return cgroup.read(cgroup.version() == CgroupVersion.V1 ? "memory.oom_control" : "memory.events")
                .lines()
                .filter(line -> line.startsWith("oom_kill "))
                .map(line -> line.substring("oom_kill ".length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whenTheWitnessIsDetachedTheStandbyTakesOverAndTheOtherComesBackAsStandby() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("changed").limitTo(512 * MIB);
                WitnessedJvm witness = in(cgroup, Jdk.newest()).start().awaitWitness();
                WitnessedJvm standby = in(cgroup, Jdk.newest()).start()) {
            awaitStandby(standby, witness);
            Attachment.load(witness, "detach");

            assertTakesOver(standby, witness, cgroup);
            assertThat(witness.agentLinesWith("OOM kill: ")).isEmpty();
            Attachment.load(witness, "");
            awaitStandby(witness, standby);
            assertThat(witness.exit(0)).isZero();
            assertThat(standby.exit(0)).isZero();
        }
    }

    @Test
    void aDetachedStandbyLeavesNothingBehindAndNeverTakesOver() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("left").limitTo(512 * MIB);
                WitnessedJvm witness = in(cgroup, Jdk.newest()).start().awaitWitness();
                WitnessedJvm detached = in(cgroup, Jdk.newest()).start();
                WitnessedJvm last = in(cgroup, Jdk.newest()).start()) {
            awaitStandby(detached, witness);
            awaitStandby(last, witness);
            await().atMost(PATIENCE)
                    .until(() -> Attachment.systemProperties(detached).containsKey("oomwitness.status"));
            assertThat(Attachment.systemProperties(detached).getProperty("oomwitness.status"))
                    .startsWith("standing by: pid " + witness.pid());

            Attachment.load(detached, "detach");
            detached.awaitOutput("stopped; the application runs on without the agent");
            Footprint left = Footprint.of(detached.pid());
            assertThat(left.agentsOwn()).isEmpty();
            assertThat(left.descriptors()).doesNotContain("/dev/full");
            assertThat(Attachment.systemProperties(detached)).doesNotContainKey("oomwitness.status");

            assertThat(witness.exit(0)).isZero();
            assertTakesOver(last, witness, cgroup);
            assertThat(detached.exit(0)).isZero();
            assertThat(detached.agentLinesWith("taking over")).isEmpty();
            assertThat(last.exit(0)).isZero();
        }
    }

    @Test
    void ofTenThatStartAtOnceExactlyOneWitnessesAndExactlyOneFollowsIt() throws Exception {
        List<WitnessedJvm> all = new ArrayList<>();
        try (MemoryCgroup cgroup = MemoryCgroup.create("ten").limitTo(1536 * MIB)) {
            for (int number = 0; number < MANY; number++) {
                all.add(WitnessedJvm.with(Jdk.oldest())
                        .flags("-Xmx16m", "-XX:TieredStopAtLevel=1")
                        .in(cgroup)
                        .start());
            }
            await().atMost(PATIENCE).until(() -> all.stream().allMatch(StandbyIT::hasARole));
            assertThat(all).filteredOn(StandbyIT::witnesses).hasSize(1);
            Victim.killedIn(cgroup, "first");
            await().atMost(PATIENCE).until(() -> told(all, "first") == 1);

            WitnessedJvm witness =
                    all.stream().filter(StandbyIT::witnesses).findFirst().orElseThrow();
            all.remove(witness);
            witness.kill();
            await().atMost(PATIENCE).until(() -> all.stream().anyMatch(StandbyIT::witnesses));
            Victim.killedIn(cgroup, "second");
            await().atMost(PATIENCE).until(() -> told(all, "second") >= 1);
            for (WitnessedJvm jvm : all) {
                assertThat(jvm.exit(0)).isZero();
            }
            assertThat(told(all, "second")).isEqualTo(1);
            assertThat(told(all, "first")).isZero();
            witness.close();
        } finally {
            for (WitnessedJvm jvm : all) {
                jvm.close();
            }
        }
    }

    /** The kernel program here and files alone there: they agree nevertheless. */
    @Test
    void anotherUsersJvmOnAnotherRungStandsByToo() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("users").limitTo(512 * MIB);
                WitnessedJvm nobodys = WitnessedJvm.with(Jdk.newest())
                        .through("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups")
                        .agentOptions("source=cgroup_files")
                        .in(cgroup)
                        .start()
                        .awaitWitness();
                WitnessedJvm roots = in(cgroup, Jdk.newest()).start()) {
            awaitStandby(roots, nobodys);
            Victim.killedIn(cgroup, "once");
            nobodys.awaitAgentLines(1, "OOM kill: ");
            assertThat(nobodys.exit(0)).isZero();

            assertTakesOver(roots, nobodys, cgroup);
            assertThat(roots.exit(0)).isZero();
        }
    }

    @Test
    void whoIsBlindLetsAnotherWitness() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("blind").limitTo(512 * MIB);
                WitnessedJvm blind = WitnessedJvm.with(Jdk.newest())
                        .through("setpriv", "--bounding-set", "-all", "--inh-caps", "-all")
                        .agentOptions("source=tp_btf")
                        .in(cgroup)
                        .start()
                        .awaitWitness();
                WitnessedJvm seeing = in(cgroup, Jdk.newest()).start().awaitWitness()) {
            assertThat(blind.output()).contains("source=none");
            Victim.killedIn(cgroup, "seen");
            seeing.awaitAgentLines(1, "OOM kill: seen ");

            assertThat(blind.exit(0)).isZero();
            assertThat(seeing.exit(0)).isZero();
        }
    }

    @Test
    void neighboursInCgroupsOfTheirOwnWitnessOneEach() throws Exception {
        try (MemoryCgroup outer = MemoryCgroup.create("pod").limitTo(768 * MIB);
                MemoryCgroup first = outer.child("first");
                MemoryCgroup second = outer.child("second");
                WitnessedJvm one = in(first, Jdk.newest()).start().awaitWitness();
                WitnessedJvm other = in(second, Jdk.newest()).start().awaitWitness()) {
            Victim.killedIn(second, "of-second");
            other.awaitAgentLines(1, "OOM kill: of-second ");

            assertThat(other.exit(0)).isZero();
            assertThat(one.exit(0)).isZero();
            assertThat(one.agentLinesWith("OOM kill: ")).isEmpty();
        }
    }

    private static WitnessedJvm.Builder in(MemoryCgroup cgroup, Jdk jdk) {
        return WitnessedJvm.with(jdk)
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading")
                .in(cgroup)
                .recording();
    }

    /** It stands by so early that neither the application nor a recording need have begun. */
    private static void awaitStandby(WitnessedJvm standby, WitnessedJvm witness) {
        standby.awaitOutput(WitnessedApplication.RUNNING);
        standby.awaitAgentLines(1, "standing by: pid " + witness.pid() + " witnesses this memory cgroup (");
    }

    private static void assertTakesOver(WitnessedJvm standby, WitnessedJvm witness, MemoryCgroup cgroup)
            throws Exception {
        standby.awaitAgentLines(1, "taking over: pid " + witness.pid() + " witnesses this memory cgroup no longer");
        standby.awaitWitness();
        Victim.killedIn(cgroup, "next");
        standby.awaitAgentLines(1, "OOM kill: next ");
    }

    private static List<String> roles(WitnessedJvm jvm) throws Exception {
        return jvm.events("oomwitness.WitnessStatus").stream()
                .map(event -> event.getString("role"))
                .toList();
    }

    private static boolean witnesses(WitnessedJvm jvm) {
        return !jvm.agentLinesWith("witnessing ").isEmpty();
    }

    private static boolean hasARole(WitnessedJvm jvm) {
        return witnesses(jvm) || !jvm.agentLinesWith("standing by: ").isEmpty();
    }

    private static int told(List<WitnessedJvm> all, String victim) {
        return all.stream()
                .mapToInt(jvm -> jvm.agentLinesWith("OOM kill: " + victim + " ").size())
                .sum();
    }
}
