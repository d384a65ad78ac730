// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.oomwitness.pressure.PressureReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final long SECOND = 1_000_000_000;
    private static final long LIMIT = 1000;
    private static final Draw DRAW = new Draw(LIMIT, 0.5, 100, "G1", Jdk.own(), 1, 1, LIMIT, 0, 0);

    @Test
    void theLeadOfARuleIsTheTimeFromTheAlarmThatStoodAtTheKill() {
        Played round = kill(10, second -> second < 6 ? 500 : 900);

        assertThat(Score.lead(Rule.USAGE, round)).isEqualTo(4);
        assertThat(Score.of(Rule.USAGE, List.of(round)).announced()).isEqualTo(1);
    }

    @Test
    void anAlarmThatWasOverBeforeTheKillAnnouncedNothing() {
        assertThat(Score.lead(Rule.USAGE, kill(10, second -> second == 3 ? 900 : 500)))
                .isNegative();
    }

    @Test
    void whoAlarmsAlwaysIsNoFurtherAheadThanTheGrowthBegan() {
        Played round = kill(10, second -> 900);

        assertThat(Score.lead(Rule.USAGE, round)).isEqualTo(8);
        Score score = Score.of(Rule.USAGE, List.of(round));
        assertThat(score.standing()).isEqualTo(1);
        assertThat(score.announced()).isEqualTo(1);
        assertThat(score.leads()).isEmpty();
    }

    @Test
    void alarmsInRoundsWithoutAKillAreCountedByTheHour() {
        Score score = Score.of(Rule.USAGE, List.of(calm(3600, second -> second % 900 < 10 ? 900 : 500)));

        assertThat(score.falseAlarms()).isEqualTo(4);
        assertThat(score.falseAlarmsPerHour()).isCloseTo(4, within(0.01));
        assertThat(score.falseRounds()).isEqualTo(1);
    }

    @Test
    void noEventsSpeakForAMeanOfThreeAtMost() {
        assertThat(Poisson.upperBound(0)).isCloseTo(3.0, within(0.01));
        assertThat(Poisson.upperBound(5)).isCloseTo(10.51, within(0.01));
    }

    @Test
    void aRuleThatAnnouncesNoKillIsAheadInNothing() {
        List<Played> rounds = List.of(kill(10, second -> 500), calm(60, second -> 200 + 13L * second));
        assertThat(Score.of(Rule.OURS_WARNING, rounds).falseAlarms()).isPositive();

        assertThat(Demand.all(rounds))
                .last()
                .satisfies(ahead -> assertThat(ahead.isMet()).isTrue());
    }

    @Test
    void aWarningForAnotherReasonIsNoFalseAlarmWhereItIsDue() {
        Played full = played("kill: no\nwarns: HEADROOM", 10, second -> 980, -1);
        Played leak = played("kill: no\nwarns: HEADROOM", 10, second -> 500 + 40L * second, -1);

        assertThat(Score.of(Rule.OURS_WARNING, List.of(full, leak)).calmRounds())
                .isZero();
        assertThat(Report.isWarned(full)).isTrue();
        assertThat(Report.isWarned(leak)).isFalse();
    }

    private static Played kill(int seconds, IntToLongFunction usage) {
        return played("kill: yes", seconds, usage, seconds * SECOND);
    }

    private static Played calm(int seconds, IntToLongFunction usage) {
        return played("kill: no", seconds, usage, -1);
    }

    /** A reading a second; growth begins in the second of them. */
    private static Played played(String scenario, int seconds, IntToLongFunction usage, long killed) {
        List<RecordedReading> readings = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            long now = usage.applyAsLong(second);
            PressureReading reading = new PressureReading(
                    second * SECOND, now, now, LIMIT, null, LIMIT - now, now, 0, -1, -1, -1, -1, Double.NaN);
            readings.add(new RecordedReading(reading, now, LIMIT - now, 0));
        }
        return new Played(Scenario.parse("test", scenario), 1, DRAW, readings, 2 * SECOND, killed, null);
    }
}
