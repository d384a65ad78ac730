// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions say what is meant; they only take too long. */
class LongSecretsTest {
    private static final int LONGEST_COMMAND_LINE = 128 << 10;
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^\\s:@/]*):\\S*@");
    private static final Pattern WEB_TOKEN = Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]*\\.?[\\w-]*");

    @Property
    void theSameIsMaskedAsByTheExpressions(@ForAll("texts") String text) {
        assertThat(LongSecrets.maskUrlPasswords(text, "***"))
                .isEqualTo(URL_PASSWORD.matcher(text).replaceAll("$1:***@"));
        assertThat(LongSecrets.maskWebTokens(text, "***"))
                .isEqualTo(WEB_TOKEN.matcher(text).replaceAll("***"));
    }

    /** By the expressions it would take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"://", "eyJ", "eyJ0eXAiOiJKV1Q", "://a:", "bearer ", "=", "a:", "@://", "-", ". eyJ"})
    @Timeout(60)
    void theLongestCommandLineIsMaskedInNoTime(String piece) {
        String line = piece.repeat(LONGEST_COMMAND_LINE / piece.length());

        assertThat(CommandLinePolicy.REDACT.apply(CommandLine.split("app\0" + line)))
                .hasSizeLessThanOrEqualTo(4096);
        assertThat(CommandLinePolicy.REDACT.apply(CommandLine.split("app\0@" + line)))
                .hasSizeLessThanOrEqualTo(4096);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "://",
                        ":",
                        "@",
                        "/",
                        "user",
                        "pass",
                        " ",
                        "\n",
                        "eyJ",
                        "0eXAiOiJK",
                        ".",
                        "-",
                        "e",
                        "yJ",
                        "ä",
                        "x")
                .list()
                .ofMaxSize(25)
                .map(pieces -> String.join("", pieces));
    }
}
