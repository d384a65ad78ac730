// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookIntervalTest {
    private static final long MIB = 1L << 20;

    @ParameterizedTest(name = "{0} MiB of room, {1} MiB of growth in {2} ms")
    @CsvSource({
        // at rest
        "  200,   0, 100,  100",
        "    0,   0, 100,  100",
        // shrinking is rest
        "  200, -50, 100,  100",
        // nothing reaches a limit that is far away before the next look
        " 1000,   0, 100,  500",
        "99999,   0, 100, 1000",
        // eight looks on the way to the limit
        "  200,  25, 100,  100",
        "  200,  50, 100,   50",
        "  200, 100, 100,   25",
        "   10, 100, 100,   20",
        // what was seen over a longer time weighs less
        "  400, 100, 200,  100"
    })
    void theNearerTheLimitInTimeTheSoonerTheNextLook(long headroom, long growth, long sinceLast, long expected) {
        assertThat(LookInterval.of(headroom * MIB, growth * MIB, sinceLast, true))
                .isEqualTo(expected);
    }

    @Test
    void whereKillsDoNotMakeThemselvesKnownNoLookIsPutOff() {
        assertThat(LookInterval.of(99_999 * MIB, 0, 100, false)).isEqualTo(LookInterval.NORMAL_MILLIS);
    }

    @Test
    void aLimitThatCannotBeSeenMayBeNear() {
        assertThat(LookInterval.of(-1, 500 * MIB, 100, true)).isEqualTo(LookInterval.NORMAL_MILLIS);
    }

    @Test
    void aHeapThatBreathesIsAtRest() {
        assertThat(LookInterval.of(MIB, MIB - 1, 100, true)).isEqualTo(LookInterval.NORMAL_MILLIS);
    }
}
