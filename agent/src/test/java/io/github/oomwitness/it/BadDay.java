// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** What holds on every bad day: one line says what is off and why, and the application runs on and ends with a code of its own. */
final class BadDay {
    static final int OWN_EXIT_CODE = 7;

    /** What the agent says on a good day as well. */
    private static final List<String> USUAL_LINES = List.of(
            "OOM Witness ",
            "kills are seen through ",
            "witnessing ",
            "meters at ",
            "OOM kill: ",
            "killed, but not for want of memory: ",
            "OOM kills: ",
            "memory pressure ",
            "verdict ",
            "this JVM may outgrow its limit ");

    private BadDay() {}

    /** Without the JVM's own warning about native code, which JDK 24 and later print unless told not to. */
    static WitnessedJvm.Builder quiet(Jdk jdk) {
        return WitnessedJvm.with(jdk).flags("--enable-native-access=ALL-UNNAMED");
    }

    /** The agent does not start, and says so in one line. */
    static void assertStaysOffWith(WitnessedJvm jvm, String... words) throws IOException, InterruptedException {
        jvm.awaitOutput(words[0]);
        assertRunsOn(jvm, words);
        assertThat(jvm.agentLines()).as("nothing but this one line").hasSize(1);
    }

    /** The agent does what it can, and says in one line what it cannot. */
    static void assertRunsOnWith(WitnessedJvm jvm, String... words) throws IOException, InterruptedException {
        jvm.awaitWitness();
        assertRunsOn(jvm, words);
    }

    /** Nothing is missing, and nothing is complained of. */
    static void assertRunsOnInPeace(WitnessedJvm jvm) throws IOException, InterruptedException {
        jvm.awaitWitness().awaitOutput(WitnessedApplication.RUNNING);

        assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        assertThat(complaints(jvm)).isEmpty();
        assertThat(othersLines(jvm)).as("no stack trace, no warning").containsExactly(WitnessedApplication.RUNNING);
    }

    /** One complaint that holds all of these words, said once, whatever else there was to say. */
    static void assertComplaint(WitnessedJvm jvm, String... words) {
        assertThat(jvm.agentLinesWith(words[0]))
                .as("said once")
                .hasSize(1)
                .first()
                .asString()
                .contains(words);
    }

    static List<String> complaints(WitnessedJvm jvm) {
        return jvm.agentLines().stream()
                .filter(line -> USUAL_LINES.stream().noneMatch(line::startsWith))
                .toList();
    }

    private static void assertRunsOn(WitnessedJvm jvm, String... words) throws IOException, InterruptedException {
        jvm.awaitOutput(WitnessedApplication.RUNNING).awaitOutput(words[0]);

        assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        assertThat(complaints(jvm)).hasSize(1).first().asString().contains(words);
        assertThat(othersLines(jvm)).as("no stack trace, no warning").containsExactly(WitnessedApplication.RUNNING);
    }

    /** Neither the agent's nor Flight Recorder's. */
    static List<String> othersLines(WitnessedJvm jvm) {
        return jvm.output()
                .lines()
                .filter(line -> !line.startsWith("[oomwitness] "))
                .filter(line -> !line.isBlank() && !line.contains("[jfr"))
                .filter(line -> !line.startsWith("Use jcmd"))
                .toList();
    }
}
