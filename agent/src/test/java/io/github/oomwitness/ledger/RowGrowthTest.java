// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowGrowthTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final List<RowGrowth> GROWTHS = RowGrowth.ranked(
            Ledgers.of(Map.of(LedgerRow.HEAP, 40L, LedgerRow.SIBLINGS, 100L, LedgerRow.SHMEM, 8L), 0),
            Ledgers.of(Map.of(LedgerRow.HEAP, 90L, LedgerRow.SIBLINGS, 180L, LedgerRow.SHMEM, 24L), 0));

    @Test
    void whatGrewMostComesFirst() {
        assertThat(GROWTHS)
                .startsWith(growth(LedgerRow.SIBLINGS, 80), growth(LedgerRow.HEAP, 50), growth(LedgerRow.SHMEM, 16));
    }

    @Test
    void whatComesBackFromSwapIsNoGrowth() {
        assertThat(RowGrowth.withoutReturns(GROWTHS, 20 * MEBIBYTE, 90 * MEBIBYTE))
                .startsWith(growth(LedgerRow.HEAP, 30), growth(LedgerRow.SHMEM, 16))
                .contains(growth(LedgerRow.SIBLINGS, 0));
    }

    @Test
    void whereNothingCameBackAllOfItIs() {
        assertThat(RowGrowth.withoutReturns(GROWTHS, 0, 0)).isEqualTo(GROWTHS);
    }

    private static RowGrowth growth(LedgerRow row, long mebibytes) {
        return new RowGrowth(row, mebibytes * MEBIBYTE);
    }
}
