// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application ends while the agent comes or goes: with its own exit code, and without waiting. */
class ShortLifeIT {
    private static final int OWN_EXIT_CODE = 7;
    private static final int LONGEST_LIFE_MILLIS = 400;
    private static final int STEP_MILLIS = 20;

    /** From before the agent's thread runs until after it has all it wants. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void itMayEndAtAnyMomentOfTheAgentsStart(Jdk jdk) throws Exception {
        for (int life = 0; life <= LONGEST_LIFE_MILLIS; life += STEP_MILLIS) {
            try (WitnessedJvm jvm = WitnessedJvm.with(jdk)
                    .agentOptions("prometheus=0")
                    .flags("--enable-native-access=ALL-UNNAMED")
                    .mainClass(EndingApplication.class.getName())
                    .arguments(Integer.toString(OWN_EXIT_CODE), Integer.toString(life))
                    .start()) {
                assertThat(jvm.awaitExit())
                        .as("after " + life + " ms: " + jvm.output())
                        .isEqualTo(OWN_EXIT_CODE);
                assertThat(jvm.output()).doesNotContain("Exception", "off: ");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anAttachToAJvmThatShutsDownHoldsNobodyUp(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = WitnessedJvm.with(jdk)
                .withoutAgent()
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading")
                .mainClass(EndingApplication.class.getName())
                .arguments(Integer.toString(OWN_EXIT_CODE), "0", "hook")
                .start()) {
            jvm.awaitOutput(EndingApplication.ENDING);
            AgentCommand.Answer answer = AgentCommand.with(jdk).run("attach", jvm.pid());
            assertThat(answer.exitCode()).as(answer.toString()).isBetween(0, 1);
            jvm.say("now");

            assertThat(jvm.awaitExit()).isEqualTo(OWN_EXIT_CODE);
            assertThat(jvm.output()).doesNotContain("Exception");
        }
    }
}
