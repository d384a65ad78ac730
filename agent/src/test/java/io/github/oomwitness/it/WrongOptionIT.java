// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An option that cannot be obeyed keeps the agent off; so does the kill switch, and a Java that is too old. */
class WrongOptionIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anUnknownOptionIsAnsweredWithTheNearestOne(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(jdk).agentOptions("promethius=0").start()) {
            BadDay.assertStaysOffWith(jvm, "off: unknown option \"promethius\"", "did you mean \"prometheus\"?");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aBadValueIsAnsweredWithTheGoodOnes(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm =
                BadDay.quiet(jdk).flags("-Doomwitness.interval=often").start()) {
            BadDay.assertStaysOffWith(
                    jvm, "off: option interval cannot be \"often\" (property oomwitness.interval)", "500ms or 1s");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theKillSwitchWinsOverEverything(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(jdk)
                .agentOptions("enabled=true")
                .flags("-Doomwitness.enabled=true")
                .environment("OOMWITNESS_ENABLED", "false")
                .start()) {
            BadDay.assertStaysOffWith(jvm, "off: OOMWITNESS_ENABLED=false");
        }
    }

    @Test
    void aJavaOlderThan17IsToldThatItIsTooOld() throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(Jdk.oldest())
                .withoutAgent()
                .classPath(TestFiles.agentJar().toString())
                .mainClass(OldJavaApplication.class.getName())
                .start()) {
            BadDay.assertStaysOffWith(jvm, "off: needs Java 17 or later, this is Java 11");
        }
    }
}
