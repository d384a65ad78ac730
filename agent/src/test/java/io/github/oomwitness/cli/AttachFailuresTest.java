// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachFailuresTest {
    private static final Path JAR = Path.of("/opt/agent.jar");

    /** Texts of JDK 17 and 25, and of Byte Buddy's stand-in. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Failed to load agent library: Dynamic agent loading is not enabled. Use -XX:+EnableDynamicAgentLoading to"
                        + " launch target VM. | it was started with -XX:-EnableDynamicAgentLoading",
                "The VM does not support the attach mechanism | it was started with -XX:+DisableAttachMechanism",
                "Unable to open socket file /proc/7/root/tmp/.java_pid7: target process 7 doesn't respond within 10500ms or"
                        + " HotSpot VM not loaded | no answer from 7",
                "Target VM did not respond: 7 | no answer from 7",
                "Agent JAR not found or no Agent-Class attribute | let its user read the jar",
                "something new | the attempt failed with: something new"
            })
    void eachFailureHasItsOwnWords(String said, String expected) {
        assertThat(AttachFailures.explain(7, JAR, said, true).getMessage()).contains(expected);
    }

    @Test
    void ofAJvmThatIsGoneNothingElseIsSaid() {
        assertThat(AttachFailures.explain(7, JAR, "Connection reset", false)).hasMessageContaining("ended meanwhile");
    }

    @Test
    void anAnswerOfSeveralLinesBecomesOne() {
        assertThat(AttachFailures.explain(7, JAR, "first\n  second\n", true)).hasMessageContaining("first second;");
    }

    /** As JDK 17 answers, the trace of the other JVM on the lines that follow. */
    @Test
    void aPropertyThatWentAwayMeanwhileIsNoReasonToGiveUp() {
        assertThat(
                        AttachFailures.isRaceOfProperties(
                                new IllegalStateException(
                                        "java.lang.NullPointerException\n\tat java.base/java.util.concurrent.ConcurrentHashMap.putVal\n")))
                .isTrue();
        assertThat(AttachFailures.isRaceOfProperties(new IOException("Connection reset")))
                .isFalse();
    }
}
