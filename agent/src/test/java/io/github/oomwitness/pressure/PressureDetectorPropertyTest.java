// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is read, the detector answers, and what it answers makes sense. */
class PressureDetectorPropertyTest {
    private static final long MIB = 1L << 20;

    /** A part of a way: how long until the next reading, and what the demand is then. */
    record Step(long nanos, long demand) {}

    @Property
    void anyReadingsLeadToAState(@ForAll("readings") List<PressureReading> readings) {
        PressureState state = PressureState.initial();
        for (PressureReading reading : readings) {
            state = PressureDetector.next(state, reading, Thresholds.DEFAULT);

            assertThat(state.growthRate())
                    .satisfiesAnyOf(
                            rate -> assertThat(rate).isNotNegative(),
                            rate -> assertThat(rate).isNaN());
            assertThat(state.timeToLimit())
                    .satisfiesAnyOf(
                            seconds -> assertThat(seconds).isNotNegative(),
                            seconds -> assertThat(seconds).isNaN());
            assertThat(state.reason() == null).isEqualTo(state.level() == PressureLevel.NORMAL);
            assertThat(state.level() == PressureLevel.CRITICAL && state.reason() != PressureReason.GROWTH)
                    .isFalse();
        }
    }

    @Property
    void aTighterLimitNeverMakesItLessGrave(
            @ForAll("steps") List<Step> steps, @ForAll("limits") long limit, @ForAll("limits") long otherLimit) {
        PressureState tight = PressureState.initial();
        PressureState wide = PressureState.initial();
        long now = 0;
        for (Step step : steps) {
            now += step.nanos();
            tight = PressureDetector.next(tight, reading(now, step, Math.min(limit, otherLimit)), Thresholds.DEFAULT);
            wide = PressureDetector.next(wide, reading(now, step, Math.max(limit, otherLimit)), Thresholds.DEFAULT);

            assertThat(tight.memory().indicated())
                    .isGreaterThanOrEqualTo(wide.memory().indicated());
        }
    }

    @Property
    void aLevelFallsNoSoonerThanFiveSecondsAfterItRose(
            @ForAll("steps") List<Step> steps, @ForAll("limits") long limit) {
        PressureState state = PressureState.initial();
        long now = 0;
        long roseAt = 0;
        for (Step step : steps) {
            now += step.nanos();
            PressureState next = PressureDetector.next(state, reading(now, step, limit), Thresholds.DEFAULT);
            if (next.level().isAbove(state.level())) {
                roseAt = now;
            } else if (state.level().isAbove(next.level())) {
                assertThat(now - roseAt).isGreaterThanOrEqualTo(5_000_000_000L);
            }
            state = next;
        }
    }

    @Property
    void theHistoryStaysShortAndInOrder(@ForAll("steps") List<Step> steps) {
        GrowthHistory history = GrowthHistory.EMPTY;
        long now = 0;
        for (Step step : steps) {
            now += step.nanos();
            history = history.plus(now, step.demand(), 20_000_000_000L);
            assertThat(history.size()).isBetween(1, 128);
            assertThat(history.time(history.size() - 1)).isEqualTo(now);
            for (int i = 1; i < history.size(); i++) {
                assertThat(history.time(i)).isGreaterThan(history.time(i - 1));
            }
        }
    }

    @Provide
    Arbitrary<List<PressureReading>> readings() {
        Arbitrary<Long> amounts = Arbitraries.oneOf(
                Arbitraries.longs().between(-2, 4096 * MIB), Arbitraries.of(-2L, -1L, 0L, 1L, 1L << 59));
        return Combinators.combine(
                        Arbitraries.longs().between(0, 1L << 40),
                        amounts,
                        amounts,
                        amounts,
                        amounts,
                        amounts,
                        Arbitraries.doubles().between(0, 1))
                .as((time, demand, limit, heap, room, high, stall) -> new PressureReading(
                        time,
                        demand,
                        demand,
                        limit,
                        null,
                        limit < 0 ? PressureReading.NO_HEADROOM : limit - demand,
                        demand,
                        heap,
                        room,
                        high,
                        demand,
                        demand,
                        stall > 0.9 ? Double.NaN : stall))
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.longs().between(1_000_000, 1_500_000_000),
                        Arbitraries.longs().between(0, 600).map(mebibytes -> mebibytes * MIB))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<Long> limits() {
        return Arbitraries.longs().between(128, 800).map(mebibytes -> mebibytes * MIB);
    }

    private static PressureReading reading(long now, Step step, long limit) {
        return new PressureReading(
                now,
                step.demand(),
                step.demand(),
                limit,
                "/",
                limit - step.demand(),
                step.demand(),
                0,
                -1,
                -1,
                -1,
                -1,
                Double.NaN);
    }
}
