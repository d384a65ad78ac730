// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.ledger;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/** Ledgers for tests, in MiB. */
public final class Ledgers {
    private static final long MEBIBYTE = 1 << 20;

    private Ledgers() {}

    /** One in which all is known: what is not in the map is 0, and the usage is the sum. */
    public static MemoryLedger of(Map<LedgerRow, Long> mebibytes, long hugeOutsideHeap) {
        long[] rows = new long[LedgerRow.values().length];
        long usage = 0;
        for (Map.Entry<LedgerRow, Long> row : new EnumMap<>(mebibytes).entrySet()) {
            rows[row.getKey().index()] = row.getValue() * MEBIBYTE;
            usage += row.getValue() * MEBIBYTE;
        }
        return new MemoryLedger(
                0, usage, rows, EnumSet.of(LedgerRow.METASPACE, LedgerRow.GC), hugeOutsideHeap * MEBIBYTE, 0);
    }

    /** An empty one of that time. */
    public static MemoryLedger at(long nanos) {
        return new MemoryLedger(nanos, 0, new long[LedgerRow.values().length], EnumSet.noneOf(LedgerRow.class), 0, 0);
    }
}
