// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShownProgramTest {
    private static final String TEXT = "/opt/jdk/bin/java\0-Dpassword=hunter2\0-jar\0app.jar\0";

    @Test
    void whatIsWholeIsToldByThePolicy() {
        assertThat(ShownProgram.of(TEXT, false, CommandLinePolicy.PROGRAM))
                .isEqualTo(new ShownProgram("/opt/jdk/bin/java app.jar", true));
        assertThat(ShownProgram.of(TEXT, false, CommandLinePolicy.FULL))
                .isEqualTo(new ShownProgram("/opt/jdk/bin/java -Dpassword=hunter2 -jar app.jar", true));
    }

    @Test
    void nothingIsToldWhereThePolicyIsOffSaveThatItIsJava() {
        assertThat(ShownProgram.of(TEXT, false, CommandLinePolicy.OFF)).isEqualTo(new ShownProgram(null, true));
    }

    @Test
    void aProcessWithoutArgumentsHasNoCommandLine() {
        assertThat(ShownProgram.of("\0\0", false, CommandLinePolicy.FULL)).isEqualTo(new ShownProgram(null, false));
    }

    @Test
    void whatIsLeftOfACutArgumentIsLeftOutAndSaid() {
        assertThat(ShownProgram.of("app\0--a\0AKIA12345", true, CommandLinePolicy.FULL))
                .isEqualTo(new ShownProgram("app --a …", false));
        assertThat(ShownProgram.of("app\0--password=x\0AKIA12345", true, CommandLinePolicy.REDACT))
                .isEqualTo(new ShownProgram("app --password=*** …", false));
        assertThat(ShownProgram.of("java\0-jar\0app.ja", true, CommandLinePolicy.PROGRAM))
                .isEqualTo(new ShownProgram("java", true));
        assertThat(ShownProgram.of("one-argument-and-no-more", true, CommandLinePolicy.FULL))
                .isEqualTo(new ShownProgram(null, false));
    }

    @ParameterizedTest
    @EnumSource(CommandLinePolicy.class)
    void aSecretThatIsCutInTwoIsNeverTold(CommandLinePolicy policy) {
        String secret = "ghp_0123456789abcdef";
        for (int kept = 1; kept < secret.length(); kept++) {
            String shown = ShownProgram.of("app\0" + secret.substring(0, kept), true, policy)
                    .commandLine();
            assertThat(shown).isIn(null, "app", "app …");
        }
    }

    @Property
    void noTextMakesItFail(@ForAll String text, @ForAll boolean truncated, @ForAll CommandLinePolicy policy) {
        ShownProgram shown = ShownProgram.of(text, truncated, policy);

        assertThat(shown.commandLine() == null || shown.commandLine().length() <= 4098)
                .isTrue();
    }
}
