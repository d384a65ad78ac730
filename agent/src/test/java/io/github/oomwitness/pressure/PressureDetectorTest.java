// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import static io.github.oomwitness.pressure.PressureLevel.CRITICAL;
import static io.github.oomwitness.pressure.PressureLevel.NORMAL;
import static io.github.oomwitness.pressure.PressureLevel.WARNING;
import static io.github.oomwitness.pressure.PressureReason.GROWTH;
import static io.github.oomwitness.pressure.PressureReason.HEADROOM;
import static io.github.oomwitness.pressure.PressureReason.THRASHING;
import static io.github.oomwitness.pressure.PressureReason.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row a situation, and what the detector should have said by its end. */
class PressureDetectorTest {

    static Stream<Arguments> situations() {
        return Stream.of(
                // What ends in a kill.
                row("a leak of 1 MiB/s has half of its way behind it", leak(256, 0.85, 1, 0.5), CRITICAL, GROWTH),
                row("a leak of 20 MiB/s has half of its way behind it", leak(1024, 0.75, 20, 0.5), CRITICAL, GROWTH),
                row("a leak of 400 MiB/s has half of its way behind it", leak(512, 0.70, 400, 0.5), CRITICAL, GROWTH),
                row(
                        "a leak of 20 MiB/s has a quarter of its way behind it",
                        leak(512, 0.72, 20, 0.25),
                        WARNING,
                        GROWTH),
                row(
                        "the last 30 % go within 300 ms",
                        Story.of(256, 0.70).rests(5).grows(256, 0.15), CRITICAL, GROWTH),
                row(
                        "the limit is lowered under a leak that was far from it",
                        Story.of(1024, 0.30).grows(8, 10).limitBecomes(440).grows(8, 1),
                        CRITICAL,
                        GROWTH),
                row(
                        "a heap grows that may become larger than the limit",
                        Story.of(512, 0.70).withHeap(256, 1024).rests(5).heapGrows(20, 5),
                        CRITICAL,
                        GROWTH),
                row(
                        "direct buffers leak beside a heap that has little way left",
                        Story.of(512, 0.75).withHeap(256, 300).rests(5).grows(20, 3.5),
                        CRITICAL,
                        GROWTH),
                row(
                        "a leak of two minutes has half of its way behind it",
                        leak(512, 0.75, 1.07, 0.5),
                        CRITICAL,
                        GROWTH),
                row(
                        "a leak of eight minutes has half of its way behind it",
                        leak(2048, 0.80, 0.85, 0.5),
                        CRITICAL,
                        GROWTH),
                row(
                        "a leak of an hour has five minutes to go",
                        Story.of(1024, 0.75).grows(0.0711, 3330),
                        CRITICAL,
                        GROWTH),
                row(
                        "a service has rested and breathed for ten minutes, and leaks for one",
                        Story.of(512, 0.76).breathes(6, 20, 30).grows(1, 60),
                        CRITICAL,
                        GROWTH),
                row(
                        "direct buffers leak for minutes beside a heap that grows with them",
                        Story.of(512, 0.75).withHeap(256, 300).rests(30).bothGrow(0.6, 0.2, 100),
                        CRITICAL,
                        GROWTH),
                row(
                        "memory.high does not hold a leak up",
                        Story.of(512, 0.60).isThrottledAt(410).grows(20, 8.5),
                        CRITICAL,
                        GROWTH),
                row(
                        "memory.high is too near the limit to hold anything up",
                        Story.of(512, 0.70).isThrottledAt(500).grows(20, 4),
                        CRITICAL,
                        GROWTH),
                // What does not.
                row("nothing grows at 92 %", Story.of(512, 0.92).rests(60), NORMAL, null),
                row(
                        "a service breathes between 88 and 90 %",
                        Story.of(512, 0.88).breathes(10, 3, 20), NORMAL, null),
                row("growth has hours to go", Story.of(4096, 0.50).grows(0.2, 120), NORMAL, null),
                row("growth is fast, and there is room", Story.of(4096, 0.10).grows(400, 5), NORMAL, null),
                row(
                        "a heap of -Xms440m -Xmx440m fills itself in 512 MiB and stops",
                        Story.of(512, 0.03).withHeap(5, 440).heapGrows(45, 9.6).rests(20),
                        NORMAL,
                        null),
                row(
                        "a heap that may become larger than the limit stays as it is",
                        Story.of(512, 0.80).withHeap(300, 2048).rests(60),
                        NORMAL,
                        null),
                row(
                        "a heap goes up and down between 60 and 95 %",
                        Story.of(512, 0.60)
                                .withHeap(256, 440)
                                .heapGrows(60, 3)
                                .heapGrows(-900, 0.2)
                                .heapGrows(60, 3),
                        NORMAL,
                        null),
                row(
                        "a step, and no more",
                        Story.of(1024, 0.50).rests(5).grows(300, 0.5).rests(20),
                        NORMAL,
                        null),
                row(
                        "a service drifts by a quarter of what is left, within ten minutes",
                        Story.of(1024, 0.80).grows(0.085, 600).rests(60),
                        NORMAL,
                        null),
                row(
                        "a cache warms up ever slower, and comes to rest at 94 %",
                        Story.of(1024, 0.75).warmsUp(195, 60, 300), NORMAL, null),
                row(
                        "what was given back is taken again, within two minutes",
                        Story.of(512, 0.88)
                                .rests(30)
                                .grows(-40, 1)
                                .rests(20)
                                .grows(0.33, 120)
                                .rests(20),
                        NORMAL,
                        null),
                row(
                        "a heap that may become larger than the limit fills up in two minutes, and is collected",
                        Story.of(512, 0.72)
                                .withHeap(100, 1024)
                                .heapGrows(0.6, 120)
                                .heapGrows(-70, 1)
                                .rests(20),
                        NORMAL,
                        null),
                // What is only worth a look.
                row(
                        "growth of minutes has taken a third of what was left, and rests",
                        Story.of(1024, 0.76).grows(0.8, 105).rests(10),
                        WARNING,
                        null),
                row(
                        "batches take a little more every minute, and keep it",
                        Story.of(512, 0.75)
                                .grows(1, 18)
                                .rests(45)
                                .grows(1, 15)
                                .rests(45)
                                .grows(0.9, 15)
                                .rests(45)
                                .grows(0.8, 12)
                                .rests(60),
                        WARNING,
                        null),
                row(
                        "hardly anything is left, and nothing grows",
                        Story.of(512, 0.98).rests(5),
                        WARNING,
                        HEADROOM),
                row(
                        "a leak stays at memory.high, where it is held up",
                        Story.of(512, 0.78).isThrottledAt(400).grows(1, 4),
                        WARNING,
                        THROTTLED),
                row(
                        "a leak comes near memory.high, which will hold it up well below the limit",
                        Story.of(512, 0.60).isThrottledAt(410).grows(20, 4.5),
                        WARNING,
                        GROWTH),
                row(
                        "all tasks wait for pages that they had before",
                        Story.of(512, 0.80).stalls(0.6).rests(15),
                        WARNING,
                        THRASHING),
                row(
                        "tasks wait, but there is room",
                        Story.of(512, 0.40).stalls(0.6).rests(30),
                        NORMAL,
                        null));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("situations")
    void says(String situation, Story story, PressureLevel level, @Nullable PressureReason reason) {
        assertThat(story.highest()).isEqualTo(level);
        if (reason != null) {
            assertThat(story.state().reason()).isEqualTo(reason);
        }
    }

    @Test
    void aLeakIsAnnouncedBeforeItIsCritical() {
        Story story = leak(512, 0.70, 20, 0.9);

        assertThat(story.leftAtFirst(WARNING)).isGreaterThan(story.leftAtFirst(CRITICAL));
        assertThat(story.leftAtFirst(CRITICAL)).isGreaterThan(0.20);
    }

    @Test
    void aLevelStandsUntilNothingHasSpokenForItForFiveSeconds() {
        Story story = leak(512, 0.75, 20, 0.6);
        assertThat(story.state().level()).isEqualTo(CRITICAL);

        assertThat(story.grows(-200, 0.5).rests(4).state().level()).isEqualTo(CRITICAL);
        assertThat(story.rests(4).state().level()).isEqualTo(NORMAL);
    }

    @Test
    void aLeakThatGrowsInStepsChangesNoLevelBetweenThem() {
        Story story = Story.of(256, 0.80);
        for (int step = 0; step < 12; step++) {
            story.grows(100, 0.02).rests(1);
        }
        long changes = 0;
        for (int i = 1; i < story.states().size(); i++) {
            changes +=
                    story.states().get(i).level() == story.states().get(i - 1).level() ? 0 : 1;
        }
        assertThat(story.highest()).isEqualTo(CRITICAL);
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void aLeakOfMinutesThatStumblesChangesNoLevel() {
        Story story = Story.of(512, 0.75).rests(30);
        for (int minute = 0; minute < 4; minute++) {
            story.grows(0.6, 20).grows(0.3, 20).grows(0.45, 20);
        }
        assertThat(story.states()).extracting(PressureState::level).isSorted().endsWith(CRITICAL);
    }

    @Test
    void theRateAndTheTimeThatIsLeftAreThoseOfTheGrowth() {
        Story story = Story.of(1024, 0.70).rests(3).grows(10, 10);

        assertThat(story.state().growthRate()).isBetween(9.0 * Story.MIB, 11.0 * Story.MIB);
        assertThat(story.state().timeToLimit()).isBetween(18.0, 24.0);
    }

    @Test
    void whatDoesNotGrowReachesNoLimit() {
        PressureState state = Story.of(1024, 0.70).rests(10).state();

        assertThat(state.growthRate()).isZero();
        assertThat(state.timeToLimit()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void withoutAWarningThereIsStillACritical() {
        Thresholds thresholds = new Thresholds(null, Thresholds.DEFAULT.critical());
        Story story = Story.of(512, 0.75, thresholds).grows(20, 6);

        assertThat(story.states()).extracting(PressureState::level).containsOnly(NORMAL, CRITICAL);
        assertThat(Story.of(512, 0.98, thresholds).rests(10).highest()).isEqualTo(NORMAL);
    }

    /** After some rest it grows at a steady rate, so far of its way to the limit. */
    private static Story leak(long limit, double full, double rate, double way) {
        return Story.of(limit, full).rests(5).grows(rate, limit * (1 - full) / rate * way);
    }

    private static Arguments row(String situation, Story story, PressureLevel level, @Nullable PressureReason reason) {
        return arguments(situation, story, level, reason);
    }
}
