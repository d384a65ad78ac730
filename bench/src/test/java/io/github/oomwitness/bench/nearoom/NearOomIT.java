// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.KernelLog;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small draw of the corpus, another one each time; the whole of it is for {@code ./run bench near-oom}. */
class NearOomIT {

    @ParameterizedTest
    @ValueSource(strings = {"sibling-leak", "direct-buffers", "leak-under-churn"})
    void aKillThatTakesItsTimeIsAnnounced(String name) throws Exception {
        Played played = played(name);

        assertThat(played.secondsThere()).as(played.toString()).isPositive();
        if (played.secondsThere() > 1) {
            assertThat(Score.lead(Rule.OURS_WARNING, played))
                    .as("seconds that the kill of %s was announced ahead", played)
                    .isGreaterThanOrEqualTo(0.2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache-churn", "heap-fill", "idle-large-heap"})
    void whatEndsInNoKillIsNeverCritical(String name) throws Exception {
        Played played = played(name);

        assertThat(Rule.OURS_CRITICAL.alarms(played.readings()))
                .as(played.toString())
                .isEmpty();
    }

    private static Played played(String name) throws Exception {
        long seed = System.nanoTime();
        Scenario scenario = Scenario.in(Path.of("near-oom")).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        Draw draw = Draw.of(scenario, new SplittableRandom(seed));
        System.out.println(name + ", seed " + seed + ": " + draw);
        try (KernelLog log = KernelLog.open();
                Round round = new Round(scenario, 1, draw, log)) {
            Played played = round.play();
            assertThat(played.spoiled()).as(played.toString()).isNull();
            assertThat(played.readings()).as(played.toString()).isNotEmpty();
            return played;
        }
    }
}
