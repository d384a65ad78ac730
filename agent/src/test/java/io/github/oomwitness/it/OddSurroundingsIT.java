// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is unusual and allowed costs nothing: kills are told, and no line complains. */
class OddSurroundingsIT {
    private static final long MIB = 1L << 20;
    private static final String NOBODYS_UID = "4242";

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aUserWithoutAPasswdEntrySeesKillsToo(Jdk jdk, @TempDir Path directory) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("no-passwd").limitTo(320 * MIB);
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .agentJar(TestFiles.agentJarForAllUsers(directory))
                        .classPath(directory.toString())
                        .through(
                                "setpriv",
                                "--reuid=" + NOBODYS_UID,
                                "--regid=" + NOBODYS_UID,
                                "--clear-groups",
                                "--inh-caps=-all,+bpf,+perfmon",
                                "--ambient-caps=-all,+bpf,+perfmon")
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(cgroup, "victim");
            jvm.awaitOutput("OOM kill: victim ");

            BadDay.assertRunsOnInPeace(jvm);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aHeapOf24MebibytesHasRoomForTheAgent(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("small-heap").limitTo(320 * MIB);
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .agentOptions("prometheus=0")
                        .flags("-Xmx24m")
                        .recording()
                        .start()
                        .awaitWitness()
                        .awaitRecorded(1, "oomwitness.WitnessStatus")) {
            Victim.killedIn(cgroup, "victim");
            jvm.awaitOutput("OOM kill: victim ").awaitRecorded(1, "oomwitness.OomKill");

            BadDay.assertRunsOnInPeace(jvm);
            assertThat(jvm.events("oomwitness.OomKill").get(0).getLong("heapMax"))
                    .isBetween(20 * MIB, 24 * MIB);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anApplicationThatOnlyLeavesMainEndsThough(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm =
                BadDay.quiet(jdk).agentOptions("prometheus=0").start().awaitWitness()) {
            jvm.say("return");

            assertThat(jvm.awaitExit()).isZero();
        }
    }
}
