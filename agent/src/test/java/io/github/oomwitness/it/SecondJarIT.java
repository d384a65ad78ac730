// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A second copy of the agent's jar in one JVM, as an image and its base image may each bring one. */
class SecondJarIT {
    private static final int OWN_EXIT_CODE = 7;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void twoFlagsMakeOneAgentAndOneLine(Jdk jdk) throws Exception {
        Path second = Files.copy(TestFiles.agentJar(), directory.resolve("second-agent.jar"));
        try (WitnessedJvm jvm = WitnessedJvm.with(jdk)
                .flags("--enable-native-access=ALL-UNNAMED", "-javaagent:" + second + "=interval=5s")
                .start()
                .awaitWitness()) {
            assertOneAgent(jvm);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anotherJarThatIsAttachedMeetsTheAgentOfTheFirst(Jdk jdk) throws Exception {
        Path second = Files.copy(TestFiles.agentJar(), directory.resolve("second-agent.jar"));
        try (WitnessedJvm jvm = WitnessedJvm.with(jdk)
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading")
                .start()
                .awaitWitness()) {
            Attachment.load(jvm, second, "interval=5s");
            assertOneAgent(jvm);
        }
    }

    private static void assertOneAgent(WitnessedJvm jvm) throws Exception {
        jvm.awaitOutput("the agent already runs in this JVM and keeps its options; \"interval=5s\" has no effect: ");
        assertThat(jvm.agentLinesWith("already runs")).hasSize(1);
        assertThat(Footprint.of(jvm.pid()).threads())
                .filteredOn("oomwitness-ring"::equals)
                .hasSize(1);
        assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        assertThat(jvm.output()).doesNotContain("Exception");
    }
}
