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
        return ranked(growths);
    }

    /**
     * The same where there is swap: what comes back from there makes a row larger, and is no growth.
     *
     * @param ofThisJvm by how much this JVM's memory in all, swap included, has changed, in bytes
     * @param ofSiblings by how much that of the other processes has
     */
    public static List<RowGrowth> withoutReturns(List<RowGrowth> growths, long ofThisJvm, long ofSiblings) {
        List<RowGrowth> bounded = new ArrayList<>();
        for (RowGrowth growth : growths) {
            long most = growth.row().isOfThisJvm()
                    ? ofThisJvm
                    : growth.row() == LedgerRow.SIBLINGS ? ofSiblings : Long.MAX_VALUE;
            bounded.add(new RowGrowth(growth.row(), Math.min(growth.bytes(), Math.max(0, most))));
        }
        return ranked(bounded);
    }

    private static List<RowGrowth> ranked(List<RowGrowth> growths) {
        return growths.stream()
                .sorted(Comparator.comparingLong(RowGrowth::bytes).reversed())
                .toList();
    }
}
