// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of open files (RLIMIT_NOFILE), at the start and used up by the application later. */
class DescriptorLimitIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** None for the kernel program; some, and then not even one to read the process's capabilities. */
    @ParameterizedTest
    @ValueSource(ints = {20, 24, 28, 30})
    void aStartWithTooFewNamesTheirLimitAndNothingElse(int limit) throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(Jdk.oldest())
                .through("prlimit", "--nofile=" + limit + ":" + limit)
                .start()
                .awaitWitness()) {
            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            assertThat(BadDay.complaints(jvm))
                    .filteredOn(line -> line.startsWith("kills are not seen through the kernel program"))
                    .allSatisfy(line -> assertThat(line)
                            .containsIgnoringCase("too many open files")
                            .contains("ulimit -n")
                            .doesNotContain("lacks"));
            assertThat(BadDay.othersLines(jvm)).containsExactly(WitnessedApplication.RUNNING);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aKillIsToldWhileTheApplicationHasUsedThemUp(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("descriptors").limitTo(320 * MIB);
                WitnessedJvm jvm = starving(BadDay.quiet(jdk), cgroup).start().awaitWitness()) {
            useUpDescriptors(jvm);
            Victim.killedIn(cgroup, "victim");
            jvm.awaitOutput("OOM kill: victim ");

            release(jvm);
            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            assertThat(BadDay.complaints(jvm)).isEmpty();
        }
    }

    /** Without the kernel program a victim is whoever has vanished; who merely cannot be read has not. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void nobodyIsTakenForDeadWhomThereIsNoDescriptorToReadBy(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("descriptors").limitTo(320 * MIB);
                Hog bystander =
                        HogSpec.named("bystander").anonMebibytes(20).in(cgroup).start();
                WitnessedJvm jvm = starving(BadDay.quiet(jdk), cgroup)
                        .agentOptions("source=cgroup_files")
                        .recording()
                        .start()
                        .awaitWitness()
                        .awaitRecorded(1, "oomwitness.WitnessStatus")) {
            useUpDescriptors(jvm);
            Hog unreadable = Victim.killedIn(cgroup, "unreadable");
            jvm.awaitAgentLines(1, "OOM kill: ");
            release(jvm);
            Hog readable = growing(cgroup, "readable");
            jvm.awaitAgentLines(2, "OOM kill: ");

            assertThat(bystander.isAlive()).isTrue();
            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            List<RecordedEvent> kills = jvm.events("oomwitness.OomKill");
            // Unknown; or known after all, by a descriptor that the JVM itself has closed meanwhile.
            assertThat(kills.get(0).getLong("victimPid")).isIn(-1L, unreadable.pid());
            assertThat(kills.get(1).getLong("victimPid")).isEqualTo(readable.pid());
        }
    }

    private static WitnessedJvm.Builder starving(WitnessedJvm.Builder jvm, MemoryCgroup cgroup) {
        return jvm.in(cgroup).through("prlimit", "--nofile=200:200").mainClass(StarvedApplication.class.getName());
    }

    private static void useUpDescriptors(WitnessedJvm jvm) throws Exception {
        jvm.say("descriptors");
        jvm.awaitOutput(StarvedApplication.DESCRIPTORS_GONE);
    }

    private static void release(WitnessedJvm jvm) throws Exception {
        jvm.say("release");
        jvm.awaitOutput(StarvedApplication.RELEASED);
    }

    /** Slowly enough to be seen before it dies. */
    private static Hog growing(MemoryCgroup cgroup, String name) throws Exception {
        try (Hog hog = HogSpec.named(name).in(cgroup).growing(200).start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return hog;
        }
    }
}
