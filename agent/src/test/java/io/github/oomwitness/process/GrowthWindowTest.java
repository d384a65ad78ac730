// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GrowthWindowTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void whatBeganJustNowHasGrownToAllThatItHas() {
        GrowthWindow window = GrowthWindow.since(100 * SECOND, 101 * SECOND);

        assertThat(window.add(101 * SECOND, 700)).isEqualTo(700);
        assertThat(window.add(102 * SECOND, 900)).isEqualTo(900);
    }

    @Test
    void theFirstLookAtAnOldOneSaysNothingAndTheSecondTheChangeSince() {
        GrowthWindow window = GrowthWindow.since(0, 101 * SECOND);

        assertThat(window.add(101 * SECOND, 700)).isEqualTo(Long.MIN_VALUE);
        assertThat(window.add(102 * SECOND, 650)).isEqualTo(-50);
    }

    @Test
    void whatLiesBackMoreThanTenSecondsIsForgotten() {
        GrowthWindow window = GrowthWindow.since(0, SECOND);
        for (int second = 1; second <= 60; second++) {
            window.add(second * SECOND, 100L * second);
        }

        assertThat(window.add(61 * SECOND, 6_100)).isBetween(1_000L, 1_200L);
        assertThat(window.add(120 * SECOND, 6_100)).as("since the look before").isBetween(0L, 100L);
    }

    @Property
    void atASteadyRateItIsThatOfTheWindowHoweverOftenOneLooks(
            @ForAll @LongRange(min = 1_000_000, max = 9 * SECOND) long interval) {
        GrowthWindow window = GrowthWindow.since(-1_000 * SECOND, 0);
        long growth = 0;
        for (int look = 0; look * interval <= 40 * SECOND && look < 5_000; look++) {
            growth = window.add(look * interval, look * interval);
        }
        long watched = Math.min(40 * SECOND / interval, 4_999) * interval;
        long atLeast = Math.min(watched, GrowthWindow.LENGTH_NANOS);
        assertThat(growth).isBetween(atLeast, GrowthWindow.LENGTH_NANOS + 2 * SECOND + 2 * interval);
    }
}
