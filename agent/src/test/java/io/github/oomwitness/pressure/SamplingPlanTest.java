// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingPlanTest {
    private static final long MIB = 1L << 20;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long LIMIT = 1_024 * MIB;

    @ParameterizedTest(name = "{0} MiB left and {1} stands: the next look comes after {2} to {3} ms")
    @CsvSource({
        "1000, NORMAL, 200, 300",
        "400, NORMAL, 95, 110",
        "100, NORMAL, 20, 30",
        "100, WARNING, 20, 30",
        "100, CRITICAL, 100, 100",
        "0, NORMAL, 10, 10",
        "0, WARNING, 10, 10",
        "0, CRITICAL, 100, 100",
        "-50, CRITICAL, 100, 100",
        "1000, CRITICAL, 200, 300",
    })
    void theLessIsLeftTheSoonerItLooksUntilCriticalIsTold(long left, PressureLevel standing, long least, long most) {
        long pause = SamplingPlan.after(reading(7 * SECOND, left * MIB)).pauseNanos(SECOND, standing);

        assertThat(pause).isBetween(least * MILLI, most * MILLI);
    }

    @Test
    void anIntervalThatIsAskedForIsNeverMadeLonger() {
        SamplingPlan plan = SamplingPlan.after(reading(7 * SECOND, 0));

        assertThat(plan.pauseNanos(50 * MILLI, PressureLevel.CRITICAL)).isEqualTo(50 * MILLI);
    }

    @Test
    void sixteenLooksFitIntoWhatIsLeftOfAMemoryThatGrows() {
        SamplingPlan plan =
                SamplingPlan.after(reading(7 * SECOND, 1_000 * MIB)).next(reading(7 * SECOND + 100 * MILLI, 900 * MIB));

        assertThat(plan.pauseNanos(SECOND)).isBetween(50 * MILLI, 60 * MILLI);
    }

    private static PressureReading reading(long timeNanos, long headroom) {
        long used = LIMIT - headroom;
        return new PressureReading(timeNanos, used, used, LIMIT, "/", headroom, used, 0, -1, -1, 0, 0, Double.NaN);
    }
}
