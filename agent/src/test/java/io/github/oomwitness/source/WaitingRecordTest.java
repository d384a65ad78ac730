// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingRecordTest {
    private static final long SECOND = WaitingRecord.LONGEST_DEATH_NANOS;

    private final WaitingRecord oldest = new WaitingRecord();

    @Test
    void oneThatHasNotMovedForASecondIsDue() {
        assertThat(oldest.isDue(0, 500)).isFalse();
        assertThat(oldest.isDue(0, 500 + SECOND - 1)).isFalse();
        assertThat(oldest.isDue(0, 500 + SECOND)).isTrue();
        assertThat(oldest.isDue(0, 500 + SECOND + 1)).isTrue();
    }

    @Test
    void theNextOneHasASecondOfItsOwn() {
        assertThat(oldest.isDue(0, 0)).isFalse();
        assertThat(oldest.isDue(2048, SECOND)).isFalse();
        assertThat(oldest.isDue(2048, 2 * SECOND)).isTrue();
    }

    @Test
    void theClockMayBeginAnywhere() {
        assertThat(oldest.isDue(8, Long.MAX_VALUE)).isFalse();
        assertThat(oldest.isDue(8, Long.MAX_VALUE + SECOND)).isTrue();
    }
}
