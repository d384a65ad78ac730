// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rung that the kernel cannot give, forced: for the kernels of the test bed that are known to refuse it. */
@Tag("testbed")
@Tag("refusal")
class RefusedRungIT {
    /** What the agent is to say. */
    static final String PROPERTY = "oomwitness.testbed.refusal";

    @Test
    void theAgentSaysWhyAndTriesNoOtherAndTheApplicationRunsOn() throws Exception {
        String reason = Objects.requireNonNull(System.getProperty(PROPERTY), "the test bed says what it expects");
        try (WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                .agentOptions(RungUnderTest.agentOptions())
                .start()
                .awaitWitness()) {
            assertThat(jvm.agentLinesWith("kills are not seen"))
                    .singleElement()
                    .asString()
                    .contains(reason);
            assertThat(jvm.agentLinesWith("source=none")).hasSize(1);
            assertThat(jvm.exit(0)).isZero();
        }
    }
}
