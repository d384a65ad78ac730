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
     * The same where there is swap: what came back from there makes a row larger, and is no growth. Nobody knows which of this JVM's rows
     * it went to, so that it is taken from each.
     *
     * @param toThisJvm bytes that came back to this JVM; 0 or more
     * @param toSiblings bytes that came back to the other processes; 0 or more
     */
    public static List<RowGrowth> withoutReturns(List<RowGrowth> growths, long toThisJvm, long toSiblings) {
        List<RowGrowth> lessened = new ArrayList<>();
        for (RowGrowth growth : growths) {
            long returned =
                    growth.row().isOfThisJvm() ? toThisJvm : growth.row() == LedgerRow.SIBLINGS ? toSiblings : 0;
            lessened.add(
                    growth.bytes() <= 0 ? growth : new RowGrowth(growth.row(), Math.max(0, growth.bytes() - returned)));
        }
        return ranked(lessened);
    }

    private static List<RowGrowth> ranked(List<RowGrowth> growths) {
        return growths.stream()
                .sorted(Comparator.comparingLong(RowGrowth::bytes).reversed())
                .toList();
    }
}
