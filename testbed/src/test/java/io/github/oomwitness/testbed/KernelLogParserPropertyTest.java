// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KernelLogParserPropertyTest {
    @Property
    void noTextMakesItThrow(@ForAll List<String> messages) {
        List<KernelKill> kills = KernelLogFixture.kills(KernelLogFixture.numbered(messages));

        assertThat(kills.size()).isLessThanOrEqualTo(messages.size());
    }

    @Property
    void noDamagedReportMakesItThrowOrInventsAKill(@ForAll("damagedReports") List<String> lines) {
        List<KernelKill> kills = KernelLogFixture.kills(KernelLogFixture.numbered(lines));

        assertThat(kills.size()).isLessThanOrEqualTo((int)
                lines.stream().filter(line -> line.contains("Killed process")).count());
    }

    @Property
    void noTextMakesTheRecordParserThrow(@ForAll String text) {
        assertThat(KernelLogRecord.parse("3,1,2,-;" + text))
                .satisfies(record ->
                        assertThat(record.isPresent() || text.indexOf('\n') > 0).isTrue());
        assertThat(KernelLogRecord.parse(text))
                .satisfies(record ->
                        assertThat(record.isEmpty() || text.contains(";")).isTrue());
    }

    /** Real reports with lines dropped, moved, cut short and given other characters and huge numbers. */
    @Provide
    Arbitrary<List<String>> damagedReports() {
        List<String> real = new ArrayList<>();
        for (String file : List.of("6.18-v1.kmsg", "6.1-arm64-v2.txt", "5.15-arm64-v2.txt", "whole-machine.txt")) {
            KernelLogFixture.records(file).forEach(record -> real.add(record.text()));
        }
        Arbitrary<String> whole = Arbitraries.of(real);
        Arbitrary<String> cut = whole.flatMap(
                line -> Arbitraries.integers().between(0, line.length()).map(end -> line.substring(0, end)));
        Arbitrary<String> huge = whole.map(line -> line.replaceAll("[0-9]+", "99999999999999999999"));
        Arbitrary<String> strange = whole.flatMap(
                line -> Arbitraries.chars().map(odd -> line.replace('k', odd).replace(' ', odd)));
        return Arbitraries.oneOf(whole, cut, huge, strange).list().ofMaxSize(60);
    }
}
