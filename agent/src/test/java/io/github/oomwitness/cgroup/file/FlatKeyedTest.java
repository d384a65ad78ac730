// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatKeyedTest {
    private final Faults faults = new Faults();

    @Test
    void keysAreFoundWhateverTheirOrderAndWhateverIsBetweenThem() {
        assertThat(parse("file 2\nsomething_new 9\nanon 1\n")).containsExactly(1, 2);
        assertThat(faults.count()).isZero();
    }

    @Test
    void aKeyThatIsNotThereIsMissingWhichIsNoFault() {
        assertThat(parse("file 2\n")).containsExactly(-1, 2);
        assertThat(faults.count()).isZero();
    }

    @Test
    void aKeyThatOnlyBeginsAlikeIsAnother() {
        assertThat(parse("anon_thp 5\nfile_mapped 6\nano 7\n")).containsExactly(-1, -1);
    }

    @ParameterizedTest
    @CsvSource({
        "anon",
        "anon x",
        "anon -5",
        "anon 1 2",
        "anon 18446744073709551615",
        "anon 9999999999999999999999",
        "anon 0x10",
    })
    void aValueThatIsNoCountIsMissingAndAFault(String line) {
        assertThat(parse(line + "\nfile 2\n")).containsExactly(-1, 2);
        assertThat(faults.count()).isEqualTo(1);
    }

    @Test
    void aTextThatIsCutOffKeepsItsWholeLinesAndIsAFault() {
        assertThat(parse("anon 1\nfile 23")).containsExactly(1, -1);
        assertThat(faults.count()).isEqualTo(1);
    }

    @Test
    void anEmptyTextIsAFault() {
        assertThat(parse("")).containsExactly(-1, -1);
        assertThat(faults.count()).isEqualTo(1);
    }

    @Test
    void valuesOfAnEarlierTextDoNotStay() {
        FlatKeyed format = new FlatKeyed("anon", "file");
        long[] values = format.newValues();
        format.parse(FileText.of("anon 1\nfile 2\n"), values, faults);

        format.parse(FileText.of("file 3\n"), values, faults);

        assertThat(values).containsExactly(-1, 3);
    }

    @Test
    void aKeyWithoutANameIsNeverFound() {
        FlatKeyed format = new FlatKeyed("", "file");
        long[] values = format.newValues();

        format.parse(FileText.of(" 7\n\nfile 2\n"), values, faults);

        assertThat(values).containsExactly(-1, 2);
    }

    private long[] parse(String text) {
        FlatKeyed format = new FlatKeyed("anon", "file");
        long[] values = format.newValues();
        format.parse(FileText.of(text), values, faults);
        return values;
    }
}
