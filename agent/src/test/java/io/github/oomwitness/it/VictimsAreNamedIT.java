// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who the victim was: by the kernel alone, because the process table is read too rarely here to have seen it. */
class VictimsAreNamedIT {
    private static final long MIB = 1L << 20;
    private static final String RARELY = "interval=60s,command-lines=";
    private static final int MOST_CHILDREN = 12;
    private static final String THREAD = "document-converter-17";

    @TempDir
    Path scripts;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aChildThatLivesForMomentsHasItsCommandLineItsParentItsAgeAndTheThreadThatStartedIt(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("moments").limitTo(256 * MIB);
                WitnessedJvm jvm = witness(jdk, cgroup, "full")) {
            List<String> moment = HogSpec.named("moment").growingAtFullSpeed().command();
            startOn(THREAD, jvm, moment);

            RecordedEvent kill = onlyKillOf(jvm);
            assertThat(kill.getString("victimName")).isEqualTo("moment");
            assertThat(kill.getString("victimCommandLine")).isEqualTo(String.join(" ", moment));
            assertThat(kill.getLong("victimParentPid")).isEqualTo(jvm.pid());
            assertThat(kill.getBoolean("victimIsDescendant")).isTrue();
            assertThat(kill.getBoolean("victimIsJava")).isFalse();
            assertThat(kill.getString("victimStartedBy")).isEqualTo(THREAD);
            assertThat(kill.getDuration("victimUptime")).isBetween(Duration.ofMillis(1), Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anOrphanIsStillADescendantAndAThreadThatHasEndedIsNamedAsTheKernelDoes(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("orphans").limitTo(256 * MIB);
                WitnessedJvm jvm = witness(jdk, cgroup, "full")) {
            List<String> orphan = HogSpec.named("orphan").growing(60).command();
            Path script = Files.writeString(scripts.resolve("start.sh"), String.join(" ", orphan) + " &\n");
            startOn(THREAD, jvm, List.of("sh", script.toString()));
            jvm.awaitOutput("exited with 0");

            RecordedEvent kill = onlyKillOf(jvm);
            assertThat(kill.getString("victimCommandLine")).isEqualTo(String.join(" ", orphan));
            assertThat(kill.getLong("victimParentPid")).as("handed to another").isNotEqualTo(jvm.pid());
            assertThat(kill.getBoolean("victimIsDescendant")).isTrue();
            assertThat(kill.getString("victimStartedBy")).matches("document-conver \\(thread \\d+\\)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aProcessThatWasForkedAndExecutedNothingRunsWhatItsParentRuns(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("forked").limitTo(256 * MIB);
                WitnessedJvm jvm = witness(jdk, cgroup, "full")) {
            List<String> parent = HogSpec.named("parent")
                    .children(1, 400)
                    .exitingAfter(Duration.ofMillis(1))
                    .command();
            startOn(THREAD, jvm, parent);

            RecordedEvent kill = onlyKillOf(jvm);
            assertThat(kill.getString("victimName")).isEqualTo("parent-1");
            assertThat(kill.getString("victimCommandLine")).isEqualTo(String.join(" ", parent));
            assertThat(kill.getBoolean("victimIsDescendant")).isTrue();
            assertThat(kill.getString("victimStartedBy")).startsWith("document-conver");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void ofAChildThatLivesForSecondsTheFrameThatStartedItIsToldToo(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("seconds").limitTo(256 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(jdk)
                        .in(cgroup)
                        .agentOptions("interval=100ms")
                        .recording()
                        .start()
                        .awaitWitness();
                Recordings recordings = new Recordings(jdk, jvm)) {
            String expected = THREAD + ": " + Pattern.quote(WitnessedApplication.class.getName()) + "\\.runChild:\\d+";

            // Only a child that a sample has met has the recording followed: which one that is depends on the machine.
            for (int child = 1; !lastStarter(recordings).matches(expected); child++) {
                startOn(
                        THREAD,
                        jvm,
                        HogSpec.named("seconds-" + child).growing(30).command());
                jvm.awaitAgentLines(1, "OOM kill: seconds-" + child + " ");
                assertThat(child).as("children without a frame").isLessThan(MOST_CHILDREN);
                jvm.awaitRecorded(child, "oomwitness.OomKill");
            }
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static String lastStarter(Recordings recordings) throws Exception {
        return recordings.events(WitnessedJvm.FIRST_RECORDING, "oomwitness.OomKill").stream()
                .max(Comparator.comparing(RecordedEvent::getStartTime))
                .map(kill -> kill.getString("victimStartedBy"))
                .orElse("");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "program, {java} io.github.oomwitness.it.WitnessedApplication",
        "redact, {options} -Ddb.password=*** -cp {classes} io.github.oomwitness.it.WitnessedApplication --token ***",
        "full, {options} -Ddb.password=hunter2 -cp {classes} io.github.oomwitness.it.WitnessedApplication --token abc",
        "off,"
    })
    void ofAJavaChildAsMuchIsToldAsTheOptionLetsOut(String policy, String expected) throws Exception {
        Jdk jdk = Jdk.oldest();
        String options = jdk.java() + " -Xms400m -XX:+AlwaysPreTouch";
        try (MemoryCgroup cgroup = MemoryCgroup.create("java-child");
                MemoryCgroup below = cgroup.child("below").limitTo(128 * MIB);
                WitnessedJvm jvm = witness(jdk, cgroup, policy)) {
            startIn(
                    below,
                    jvm,
                    List.of(
                            options,
                            "-Ddb.password=hunter2",
                            "-cp",
                            TestFiles.testClasses(),
                            WitnessedApplication.class.getName(),
                            "--token",
                            "abc"));

            RecordedEvent kill = onlyKillOf(jvm);
            assertThat(kill.getString("victimCommandLine"))
                    .isEqualTo(
                            expected == null
                                    ? null
                                    : expected.replace("{java}", jdk.java().toString())
                                            .replace("{options}", options)
                                            .replace("{classes}", TestFiles.testClasses()));
            assertThat(kill.getBoolean("victimIsJava")).isTrue();
            assertThat(kill.getBoolean("victimIsDescendant")).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aCommandLineThatIsTooLongEndsAfterItsLastWholeArgument(Jdk jdk) throws Exception {
        String padding = "-Dpadding=" + "x".repeat(450);
        String half = "-Ddb.passwort=" + "s".repeat(100);
        try (MemoryCgroup cgroup = MemoryCgroup.create("long");
                MemoryCgroup below = cgroup.child("below").limitTo(128 * MIB);
                WitnessedJvm jvm = witness(jdk, cgroup, "full")) {
            startIn(below, jvm, List.of(jdk.java().toString(), "-Xms400m", "-XX:+AlwaysPreTouch", padding, half));

            RecordedEvent kill = onlyKillOf(jvm);
            assertThat(kill.getString("victimCommandLine"))
                    .isEqualTo(jdk.java() + " -Xms400m -XX:+AlwaysPreTouch …")
                    .doesNotContain("sss");
            assertThat(kill.getBoolean("victimIsJava")).isTrue();
        }
    }

    private static WitnessedJvm witness(Jdk jdk, MemoryCgroup cgroup, String policy) throws Exception {
        return WitnessedJvm.with(jdk)
                .in(cgroup)
                .agentOptions(RARELY + policy)
                .recording()
                .start()
                .awaitWitness();
    }

    private static void startOn(String thread, WitnessedJvm jvm, List<String> command) throws Exception {
        jvm.say("start-on " + thread + " " + String.join(" ", command));
    }

    /** For a victim of several threads: in a cgroup that it shares the witness may be killed after it. */
    private void startIn(MemoryCgroup cgroup, WitnessedJvm jvm, List<String> command) throws Exception {
        Path script = scripts.resolve("enter.sh");
        Files.writeString(script, "echo 0 > " + cgroup.directory() + "/cgroup.procs && exec \"$@\"\n");
        startOn(THREAD, jvm, List.of("sh " + script + " " + String.join(" ", command)));
    }

    private static RecordedEvent onlyKillOf(WitnessedJvm jvm) throws Exception {
        jvm.awaitRecorded(1, "oomwitness.OomKill");
        assertThat(jvm.exit(0)).isZero();
        assertThat(jvm.events("oomwitness.OomKill")).hasSize(1);
        return jvm.events("oomwitness.OomKill").get(0);
    }
}
