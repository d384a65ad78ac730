// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.ledger.Ledgers;
import io.github.oomwitness.process.ProcessTable;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LedgerHistoryTest {
    private final LedgerHistory history = new LedgerHistory();

    @Test
    void hasNothingAtFirst() {
        assertThat(history.before(0, 0)).isNull();
    }

    @Test
    void givesTheNewestThatIsOldEnough() {
        addEverySecond(30);

        assertThat(secondsOf(10, 29)).isEqualTo(19);
        assertThat(secondsOf(0, 29)).isEqualTo(29);
    }

    @Test
    void givesTheOldestWhereNoneIsOldEnough() {
        addEverySecond(30);

        assertThat(secondsOf(600, 29)).isZero();
    }

    @Test
    void keepsOneAMinuteOfWhatIsOlderAndNothingBeyondHalfAnHour() {
        addEverySecond(3_600);

        assertThat(secondsOf(59, 3_599)).isEqualTo(3_540);
        assertThat(secondsOf(600, 3_599)).isBetween(2_900L, 2_999L);
        assertThat(secondsOf(100_000, 3_599)).isBetween(1_799L, 1_860L);
    }

    private void addEverySecond(int count) {
        for (int second = 0; second < count; second++) {
            history.add(Ledgers.at(TimeUnit.SECONDS.toNanos(second)), ProcessTable.empty());
        }
    }

    private long secondsOf(long age, long now) {
        LedgerHistory.Page page =
                Objects.requireNonNull(history.before(TimeUnit.SECONDS.toNanos(age), TimeUnit.SECONDS.toNanos(now)));
        return TimeUnit.NANOSECONDS.toSeconds(page.ledger().timeNanos());
    }
}
