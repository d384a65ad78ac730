// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JAVA_TOOL_OPTIONS reaches each JVM of a container, so the JDK's tools too: they are left alone. */
class QuietToolsIT {
    private static final String FROM_THE_AGENT = "[oomwitness]";

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anApplicationIsWitnessed(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = WitnessedJvm.with(jdk)
                .withoutAgent()
                .environment("JAVA_TOOL_OPTIONS", toolOptions())
                .start()
                .awaitWitness()) {
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theToolsSayWhatTheyAlwaysSay(Jdk jdk) throws Exception {
        assertUnchanged(jdk, "javac", "-version");
        assertUnchanged(jdk, "jcmd", "-h");
        assertUnchanged(jdk, "jfr", "help");
        assertUnchanged(jdk, "javap", "java.lang.Runnable");
        assertUnchanged(jdk, "keytool", "-genkeypair", "-help");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theToolsThatAskARunningJvmWork(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = WitnessedJvm.with(jdk).start().awaitWitness()) {
            String ownLine = jvm.pid() + " ";

            assertThat(answerOf(jdk, "jps", "-l")).contains(ownLine + WitnessedApplication.class.getName());
            assertThat(answerOf(jdk, "jcmd", "-l")).contains(ownLine + WitnessedApplication.class.getName());
            assertThat(answerOf(jdk, "jcmd", Long.toString(jvm.pid()), "VM.version"))
                    .contains("JDK " + jdk.version() + ".");
            assertThat(answerOf(jdk, "jstat", "-gcutil", Long.toString(jvm.pid())))
                    .contains("FGC");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static void assertUnchanged(Jdk jdk, String... command) throws IOException, InterruptedException {
        assertThat(answerOf(jdk, command)).isEqualTo(run(jdk, false, command));
    }

    /** What the tool says with the agent in its options, but for the line with which the JVM repeats them. */
    private static String answerOf(Jdk jdk, String... command) throws IOException, InterruptedException {
        String answer = run(jdk, true, command);
        String repeated = "Picked up JAVA_TOOL_OPTIONS: " + toolOptions() + System.lineSeparator();
        assertThat(answer).contains(repeated).doesNotContain(FROM_THE_AGENT);
        return answer.replace(repeated, "");
    }

    private static String run(Jdk jdk, boolean withAgent, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        line.set(0, jdk.tool(command[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        if (withAgent) {
            builder.environment().put("JAVA_TOOL_OPTIONS", toolOptions());
        }
        Process tool = builder.start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(String.join(" ", line) + "\n" + output).isZero();
        return output;
    }

    private static String toolOptions() {
        return "-javaagent:" + TestFiles.agentJar();
    }
}
