// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * By how much a row has changed.
 *
 * @param bytes negative where it shrank
 */
public record RowGrowth(LedgerRow row, long bytes) {

    /** The rows that are known in both ledgers, the one that grew most first. */
    public static List<RowGrowth> ranked(MemoryLedger before, MemoryLedger now) {
        List<RowGrowth> growths = new ArrayList<>();
        for (LedgerRow row : LedgerRow.values()) {
            boolean known = row == LedgerRow.UNACCOUNTED
                    ? before.get(row) != Long.MIN_VALUE && now.get(row) != Long.MIN_VALUE
                    : before.get(row) >= 0 && now.get(row) >= 0;
            if (known) {
                growths.add(new RowGrowth(row, now.get(row) - before.get(row)));
            }
        }
        growths.sort(Comparator.comparingLong(RowGrowth::bytes).reversed());
        return List.copyOf(growths);
    }
}
