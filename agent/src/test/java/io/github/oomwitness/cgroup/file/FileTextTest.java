// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTextTest {
    @Test
    void wordsAreWhatBlanksSeparate() {
        FileText text = FileText.of("anon 12\n\t file\t 7 \n\n");

        assertThat(words(text)).containsExactly(List.of("anon", "12"), List.of("file", "7"), List.of());
        assertThat(text.isCutOff()).isFalse();
    }

    @Test
    void aLineWithoutItsNewlineIsNoLine() {
        FileText text = FileText.of("anon 12\nfile 1");

        assertThat(words(text)).containsExactly(List.of("anon", "12"));
        assertThat(text.isCutOff()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "-1000, -1000",
        "007, 7",
        "9223372036854771712, 9223372036854771712",
        "9223372036854775806, 9223372036854775806",
    })
    void aNumberIsRead(String word, long number) {
        assertThat(first(word).wordAsLong()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "18446744073709551615", "99999999999999999999999999"})
    void whatALongCannotHoldIsTooLarge(String word) {
        assertThat(first(word).wordAsLong()).isEqualTo(FileText.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "max", "1.5", "1x", "+1", "--1", "-9223372036854775809999", "٣"})
    void anythingElseIsNoNumber(String word) {
        assertThat(first(word).wordAsLong()).isEqualTo(FileText.NOT_A_NUMBER);
    }

    @ParameterizedTest
    @CsvSource({"0.00, 0", "12.34, 12.34", "100, 100", "7., 7", "1214.31, 1214.31"})
    void aFractionIsRead(String word, double fraction) {
        assertThat(first(word).wordAsFraction()).isEqualTo(fraction);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".5", "1.2.3", "-1.0", "nan", "1e3", "12345678901234567890.0"})
    void anythingElseIsNoFraction(String word) {
        assertThat(first(word).wordAsFraction()).isNaN();
    }

    @Test
    void aWordCanBeReadFromItsDelimiterOn() {
        FileText text = first("avg10=1.50");

        assertThat(text.nextInWord('=')).isTrue();
        assertThat(text.wordAsFraction()).isEqualTo(1.5);
        assertThat(text.nextInWord('=')).isFalse();
    }

    private static FileText first(String word) {
        FileText text = FileText.of(word + "\n");
        assertThat(text.nextLine() && text.nextWord()).isTrue();
        return text;
    }

    private static List<List<String>> words(FileText text) {
        List<List<String>> lines = new ArrayList<>();
        while (text.nextLine()) {
            List<String> words = new ArrayList<>();
            while (text.nextWord()) {
                words.add(text.word());
            }
            lines.add(words);
        }
        return lines;
    }
}
