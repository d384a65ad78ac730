// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.KernelLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A small draw of the corpus, other scenarios and other parameters each time, for which every single round has to do. What
 * is demanded of many rounds together is for {@code ./run bench near-oom}.
 */
class NearOomIT {
    private static final long SEED = new SplittableRandom().nextLong(1, 1_000_000_000);
    private static final int SCENARIOS_OF_A_KIND = 3;

    /** Longer ones would make a long test. */
    private static final double LONGEST_GROWTH_SECONDS = 12;

    /** A round that ends otherwise than its scenario says proves nothing, and is drawn anew. */
    private static final int TRIES = 3;

    private final SplittableRandom random = new SplittableRandom(SEED);

    static List<Scenario> someThatEndInAKill() throws Exception {
        return some(true);
    }

    static List<Scenario> someThatDoNot() throws Exception {
        return some(false);
    }

    @ParameterizedTest
    @MethodSource("someThatEndInAKill")
    void aKillThatTakesItsTimeIsAnnounced(Scenario scenario) throws Exception {
        Played played = played(scenario);

        assertThat(played.secondsThere()).as(played.toString()).isPositive();
        if (played.secondsThere() > 1) {
            assertThat(Score.lead(Rule.OURS_WARNING, played))
                    .as("seconds that the kill of %s was announced ahead", played)
                    .isGreaterThanOrEqualTo(0.2);
        }
    }

    @ParameterizedTest
    @MethodSource("someThatDoNot")
    void whatEndsInNoKillIsNeverCritical(Scenario scenario) throws Exception {
        Played played = played(scenario);

        assertThat(Rule.OURS_CRITICAL.alarms(played.readings()))
                .as(played.toString())
                .isEmpty();
    }

    private static List<Scenario> some(boolean kill) throws Exception {
        Machine machine = Machine.here();
        List<Scenario> all = new ArrayList<>(Scenario.in(Path.of("near-oom")).stream()
                .filter(scenario -> scenario.endsInAKill() == kill
                        && machine.lacksFor(scenario) == null
                        && !scenario.has("longest")
                        && !scenario.has("lasts"))
                .toList());
        Collections.shuffle(all, new Random(SEED));
        return all.subList(0, SCENARIOS_OF_A_KIND);
    }

    private Played played(Scenario scenario) throws Exception {
        for (int i = 1; ; i++) {
            Played played = playedOnce(scenario);
            System.out.println("seed " + SEED + ": " + Report.line(played).strip());
            if (played.spoiled() == null || i == TRIES) {
                assertThat(played.spoiled()).as(played.toString()).isNull();
                assertThat(played.readings()).as(played.toString()).isNotEmpty();
                return played;
            }
        }
    }

    private Played playedOnce(Scenario scenario) throws Exception {
        Draw draw = Stream.generate(() -> Draw.of(scenario, jdks(), random))
                .filter(candidate -> candidate.rate() == 0 || candidate.secondsToLimit() <= LONGEST_GROWTH_SECONDS)
                .findFirst()
                .orElseThrow();
        try (KernelLog log = KernelLog.open();
                Round round = new Round(scenario, 1, draw, log)) {
            return round.play();
        }
    }

    private static List<Jdk> jdks() {
        String homes = System.getProperty("oomwitness.jdks", System.getProperty("java.home"));
        return Stream.of(homes.split(",", -1))
                .map(home -> Jdk.at(Path.of(home.strip())))
                .toList();
    }
}
