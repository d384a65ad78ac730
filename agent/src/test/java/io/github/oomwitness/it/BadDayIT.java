// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the agent is refused: one line says so, and the application runs on and ends with a code of its own. */
class BadDayIT {
    private static final long MIB = 1L << 20;
    private static final int OWN_EXIT_CODE = 7;

    /** What the agent says on a good day as well. */
    private static final List<String> USUAL_LINES = List.of("OOM Witness ", "witnessing ", "meters at ", "OOM kill: ");

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anUnknownOptionIsAnsweredWithTheNearestOne(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = quiet(jdk).agentOptions("promethius=0").start()) {
            assertStaysOffWith(jvm, "off: unknown option \"promethius\"", "did you mean \"prometheus\"?");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aBadValueIsAnsweredWithTheGoodOnes(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = quiet(jdk).flags("-Doomwitness.interval=often").start()) {
            assertStaysOffWith(
                    jvm, "off: option interval cannot be \"often\" (property oomwitness.interval)", "500ms or 1s");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theKillSwitchWinsOverEverything(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = quiet(jdk)
                .agentOptions("enabled=true")
                .flags("-Doomwitness.enabled=true")
                .environment("OOMWITNESS_ENABLED", "false")
                .start()) {
            assertStaysOffWith(jvm, "off: OOMWITNESS_ENABLED=false");
        }
    }

    @Test
    void aJavaOlderThan17IsToldThatItIsTooOld() throws Exception {
        try (WitnessedJvm jvm = quiet(Jdk.oldest())
                .withoutAgent()
                .classPath(TestFiles.agentJar().toString())
                .mainClass(OldJavaApplication.class.getName())
                .start()) {
            assertStaysOffWith(jvm, "off: needs Java 17 or later, this is Java 11");
        }
    }

    /** Emptying the bounding set leaves root without any capability at the next exec. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutCapabilitiesItNamesThemAndTheFlagThatGrantsThem(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = quiet(jdk)
                .through("setpriv", "--bounding-set", "-all", "--inh-caps", "-all")
                .start()) {
            assertRunsOnWith(
                    jvm, "this process lacks CAP_BPF and CAP_PERFMON:", "docker run --cap-add BPF --cap-add PERFMON");
        }
    }

    @Test
    void ofTwoCapabilitiesOnlyTheMissingOneIsNamed() throws Exception {
        try (WitnessedJvm jvm = quiet(Jdk.newest())
                .through("setpriv", "--bounding-set", "-all,+bpf", "--inh-caps", "-all")
                .start()) {
            assertRunsOnWith(jvm, "this process lacks CAP_PERFMON:");
        }
    }

    @Test
    void theTwoCapabilitiesAloneAreEnough() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("two-capabilities").limitTo(320 * MIB);
                WitnessedJvm jvm = quiet(Jdk.newest())
                        .in(cgroup)
                        .through("setpriv", "--bounding-set", "-all,+bpf,+perfmon", "--inh-caps", "-all")
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(cgroup, "seen");
            jvm.awaitOutput("OOM kill: seen ");

            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
            assertThat(complaints(jvm)).isEmpty();
        }
    }

    /** The flag came with JDK 24; {@code ./run test} names the JDKs it found, and the CI does not start without one. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("io.github.oomwitness.it.Jdk#withNativeAccessPolicy")
    void deniedNativeAccessIsNamedWithTheFlagThatAllowsIt(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm =
                WitnessedJvm.with(jdk).flags("--illegal-native-access=deny").start()) {
            assertRunsOnWith(
                    jvm,
                    "native access is denied to this JVM (--illegal-native-access=deny)",
                    "add --enable-native-access=ALL-UNNAMED");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutFlightRecorderKillsAreStillLogged(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("no-jfr").limitTo(320 * MIB);
                WitnessedJvm jvm = quiet(jdk)
                        .in(cgroup)
                        .flags("--limit-modules", "java.instrument,java.logging,java.management,jdk.unsupported")
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(cgroup, "logged");
            jvm.awaitOutput("OOM kill: logged ");

            assertRunsOnWith(jvm, "no JFR events: this JVM has no Flight Recorder (module jdk.jfr)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutManagementAnEventSaysThatItsHeapIsUnknown(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("no-management").limitTo(320 * MIB);
                WitnessedJvm jvm = quiet(jdk)
                        .in(cgroup)
                        .recording()
                        .flags("--limit-modules", "java.instrument,java.logging,jdk.jfr,jdk.unsupported")
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(cgroup, "heapless");
            jvm.awaitRecorded(1, "oomwitness.OomKill");

            assertRunsOnWith(jvm, "no heap readings: this JVM has no java.management module");
            RecordedEvent kill = jvm.events("oomwitness.OomKill").get(0);
            assertThat(kill.getString("victimName")).isEqualTo("heapless");
            assertThat(kill.getLong("heapUsed")).isEqualTo(-1);
            assertThat(kill.getLong("heapMax")).isEqualTo(-2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutAnHttpServerTheModuleIsNamed(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = quiet(jdk)
                .agentOptions("prometheus=0")
                .flags("--limit-modules", "java.instrument,java.logging,java.management,jdk.jfr,jdk.unsupported")
                .start()) {
            assertRunsOnWith(jvm, "no meters: this JVM has no HTTP server (module jdk.httpserver)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aTakenPortIsNamed(Jdk jdk) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WitnessedJvm jvm = quiet(jdk)
                        .agentOptions("prometheus=" + other.getLocalPort())
                        .start()) {
            assertRunsOnWith(
                    jvm,
                    "no meters: 127.0.0.1:" + other.getLocalPort() + " cannot be listened on",
                    "name another with prometheus=[host:]port");
        }
    }

    @Test
    void aHostThatDoesNotExistIsNamed() throws Exception {
        try (WitnessedJvm jvm = quiet(Jdk.newest())
                .agentOptions("prometheus=no-such-host.invalid:0")
                .start()) {
            assertRunsOnWith(jvm, "no meters: no-such-host.invalid:0 cannot be listened on");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aTemporaryDirectoryWithoutExecutionCostsNothing(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = quiet(jdk)
                .through("unshare", "--mount", "sh", "-c", "mount -t tmpfs -o noexec none /mnt && exec \"$@\"", "sh")
                .flags("-Djava.io.tmpdir=/mnt")
                .start()
                .awaitWitness()) {
            assertThat(jvm.output()).contains("source=tp_btf");
            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
            assertThat(complaints(jvm)).isEmpty();
        }
    }

    @Test
    void aReadOnlyTemporaryDirectoryCostsNothing() throws Exception {
        try (WitnessedJvm jvm = quiet(Jdk.newest())
                .through("unshare", "--mount", "sh", "-c", "mount -t tmpfs -o ro none /mnt && exec \"$@\"", "sh")
                .flags("-Djava.io.tmpdir=/mnt")
                .start()
                .awaitWitness()) {
            assertThat(jvm.output()).contains("source=tp_btf");
            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
            assertThat(complaints(jvm)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void whereNothingMayBeExecutedFromAnyDirectoryTheReasonIsNamed(Jdk jdk) throws Exception {
        String forbidExecution = "for place in /tmp /dev/shm /run; do"
                + " mount --bind \"$place\" \"$place\" && mount -o remount,bind,noexec \"$place\" || exit 1; done;"
                + " cd /run && exec \"$@\"";
        try (WitnessedJvm jvm = quiet(jdk)
                .through("unshare", "--mount", "sh", "-c", forbidExecution, "sh")
                .flags("-Duser.home=/run")
                .start()) {
            assertRunsOnWith(
                    jvm,
                    "JNA's native library could not be loaded",
                    "a writable directory that is not mounted noexec",
                    "-Djava.io.tmpdir");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anApplicationThatOnlyLeavesMainEndsThough(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = quiet(jdk).agentOptions("prometheus=0").start().awaitWitness()) {
            jvm.say("return");

            assertThat(jvm.awaitExit()).isZero();
        }
    }

    /** Without the JVM's own warning about native code, which JDK 24 and later print unless told not to. */
    private static WitnessedJvm.Builder quiet(Jdk jdk) {
        return WitnessedJvm.with(jdk).flags("--enable-native-access=ALL-UNNAMED");
    }

    private static void assertStaysOffWith(WitnessedJvm jvm, String... words) throws IOException, InterruptedException {
        jvm.awaitOutput(words[0]);
        assertRunsOn(jvm, words);
        assertThat(jvm.agentLines()).as("nothing but this one line").hasSize(1);
    }

    private static void assertRunsOnWith(WitnessedJvm jvm, String... words) throws IOException, InterruptedException {
        jvm.awaitWitness();
        assertRunsOn(jvm, words);
    }

    private static void assertRunsOn(WitnessedJvm jvm, String... words) throws IOException, InterruptedException {
        jvm.awaitOutput(WitnessedApplication.RUNNING);

        assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        assertThat(complaints(jvm)).hasSize(1).first().asString().contains(words);
        assertThat(jvm.agentLinesWith(words[0])).as("said once").hasSize(1);
        assertThat(othersLines(jvm)).as("no stack trace, no warning").containsExactly(WitnessedApplication.RUNNING);
    }

    private static List<String> complaints(WitnessedJvm jvm) {
        return jvm.agentLines().stream()
                .filter(line -> USUAL_LINES.stream().noneMatch(line::startsWith))
                .toList();
    }

    /** Neither the agent's nor Flight Recorder's. */
    private static List<String> othersLines(WitnessedJvm jvm) {
        return jvm.output()
                .lines()
                .filter(line -> !line.startsWith("[oomwitness] "))
                .filter(line -> !line.isBlank() && !line.contains("[jfr"))
                .filter(line -> !line.startsWith("Use jcmd"))
                .toList();
    }
}
