// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import static io.github.oomwitness.pressure.PressureLevel.CRITICAL;
import static io.github.oomwitness.pressure.PressureLevel.NORMAL;
import static io.github.oomwitness.pressure.PressureLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
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
        long pause = after(7 * SECOND, left * MIB, standing, standing).pauseNanos(SECOND);

        assertThat(pause).isBetween(least * MILLI, most * MILLI);
    }

    @Test
    void anIntervalThatIsAskedForIsNeverMadeLonger() {
        SamplingPlan plan = after(7 * SECOND, 0, CRITICAL, CRITICAL);

        assertThat(plan.pauseNanos(50 * MILLI)).isEqualTo(50 * MILLI);
    }

    @Test
    void sixteenLooksFitIntoWhatIsLeftOfAMemoryThatGrows() {
        SamplingPlan plan = Objects.requireNonNull(after(7 * SECOND, 1_000 * MIB, NORMAL, NORMAL)
                .next(state(7 * SECOND + 100 * MILLI, 900 * MIB, NORMAL, NORMAL)));

        assertThat(plan.pauseNanos(SECOND)).isBetween(50 * MILLI, 60 * MILLI);
    }

    @Test
    void whatIsToBeConfirmedIsReadAgainAlthoughTheUsageStaysAsItIs() {
        long now = 7 * SECOND + 50 * MILLI;
        long usage = LIMIT - 200 * MIB;

        assertThat(after(7 * SECOND, 200 * MIB, NORMAL, NORMAL).wantsEverything(now, usage, SECOND))
                .isFalse();
        assertThat(after(7 * SECOND, 200 * MIB, WARNING, WARNING).wantsEverything(now, usage, SECOND))
                .isFalse();
        assertThat(after(7 * SECOND, 200 * MIB, WARNING, CRITICAL).wantsEverything(now, usage, SECOND))
                .isTrue();
    }

    private static SamplingPlan after(long timeNanos, long headroom, PressureLevel standing, PressureLevel indicated) {
        return Objects.requireNonNull(SamplingPlan.after(state(timeNanos, headroom, standing, indicated)));
    }

    /** After a reading that spoke for one level, while another stands. */
    private static PressureState state(long timeNanos, long headroom, PressureLevel standing, PressureLevel indicated) {
        return new PressureState(
                standing,
                standing == NORMAL ? null : PressureReason.GROWTH,
                0,
                Double.POSITIVE_INFINITY,
                reading(timeNanos, headroom),
                PressureState.Memory.indicating(indicated));
    }

    private static PressureReading reading(long timeNanos, long headroom) {
        long used = LIMIT - headroom;
        return new PressureReading(timeNanos, used, used, LIMIT, "/", headroom, used, 0, -1, -1, 0, 0, Double.NaN);
    }
}
