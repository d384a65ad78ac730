// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TablePaceTest {
    private final TablePace pace = new TablePace();

    @Test
    void theFirstTableLoadsClassesAndCountsForNothing() {
        assertThat(pace.pauseAfter(40_000_000)).isZero();
        assertThat(pace.pauseAfter(1_000_000)).isEqualTo(500_000_000);
    }

    @Test
    void oneDearTableAmongCheapOnesCostsNoPause() {
        pace.pauseAfter(1);
        pace.pauseAfter(1_000_000);

        assertThat(pace.pauseAfter(30_000_000)).isEqualTo(500_000_000);
        assertThat(pace.pauseAfter(1_000_000)).isEqualTo(500_000_000);
    }

    @Test
    void tablesThatStayDearAreReadMoreRarely() {
        pace.pauseAfter(1);
        pace.pauseAfter(20_000_000);

        assertThat(pace.pauseAfter(20_000_000)).isEqualTo(10_000_000_000L);
    }
}
