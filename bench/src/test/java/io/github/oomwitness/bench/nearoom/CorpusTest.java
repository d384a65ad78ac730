// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusTest {
    private static final long MIB = 1L << 20;
    private static final List<Jdk> JDKS = List.of(Jdk.own());

    static Stream<Scenario> scenarios() throws Exception {
        return Scenario.in(Path.of("near-oom")).stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioCanBeDrawnWithinItsRangesAndItsTime(Scenario scenario) {
        Range limit = scenario.range("limit", "128..1024");
        for (long seed = 0; seed < 50; seed++) {
            Draw draw = Draw.of(scenario, JDKS, new SplittableRandom(seed));

            assertThat((double) draw.limit()).isBetween(limit.low() * MIB - 1, limit.high() * MIB);
            assertThat(draw.heapMin()).isLessThanOrEqualTo(draw.heapMax());
            if (scenario.endsInAKill()) {
                assertThat(draw.secondsToLimit()).isBetween(0.0, Draw.longest(scenario));
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameDraw() throws Exception {
        Scenario scenario = scenarios().findFirst().orElseThrow();

        assertThat(Draw.of(scenario, JDKS, new SplittableRandom(7)))
                .isEqualTo(Draw.of(scenario, JDKS, new SplittableRandom(7)));
        assertThat(Draw.of(scenario, JDKS, new SplittableRandom(7)))
                .isNotEqualTo(Draw.of(scenario, JDKS, new SplittableRandom(8)));
    }

    @Test
    void aLineOfAnUnknownKeyIsRefused() {
        assertThatThrownBy(() -> Scenario.parse("typo", "kill: yes\nlimits: 1..2 MiB\n"))
                .hasMessageContaining("limits: 1..2 MiB");
    }
}
