// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.ledger.MemoryLedger;
import io.github.oomwitness.ledger.RowGrowth;
import java.util.List;

/**
 * All that a verdict is reached from.
 *
 * @param ownPid of this JVM
 * @param ledger of before the kill, or of now
 * @param rows by how much each row of it grew; the other processes' row is what {@code processes} say
 * @param hugeGrowth by how much transparent huge pages outside of this JVM's heap grew, bytes; 0 where unknown
 * @param processes those of the container, victims included
 * @param windowSeconds over which growth was looked at
 * @param threads living Java threads; -1 unknown
 * @param swapUsage bytes; -1 unknown
 * @param backFromSwapPerSecond pages of the container; NaN unknown
 */
public record Facts(
        Occasion occasion,
        int ownPid,
        Limit limit,
        MemoryLedger ledger,
        List<RowGrowth> rows,
        long hugeGrowth,
        List<Grower> processes,
        HeapFacts heap,
        double windowSeconds,
        int threads,
        long swapUsage,
        double backFromSwapPerSecond) {

    public Facts {
        rows = List.copyOf(rows);
        processes = List.copyOf(processes);
    }

    /** By how much a row grew; 0 where unknown. */
    long growth(LedgerRow row) {
        for (RowGrowth growth : rows) {
            if (growth.row() == row) {
                return growth.bytes();
            }
        }
        return 0;
    }

    /** Of all rows, bytes; 0 where nothing grew. */
    long largestGrowth() {
        return rows.isEmpty() ? 0 : Math.max(0, rows.get(0).bytes());
    }

    /** Growth below this is noise beside the limit. */
    long noise() {
        long bytes = limit.effective();
        return Math.max(8L << 20, bytes < 0 ? 0 : bytes / 32);
    }

    /** What the limit leaves the heap beside all that is not heap, bytes; -1 where no limit is known. */
    long roomForHeap() {
        long bytes = limit.effective();
        if (bytes < 0 || ledger.usage() < 0) {
            return -1;
        }
        long others = limit.whose() == Limit.Whose.ANCESTOR && limit.usage() > limit.ownUsage() && limit.ownUsage() >= 0
                ? limit.usage() - limit.ownUsage()
                : 0;
        for (LedgerRow row : LedgerRow.values()) {
            if (row != LedgerRow.HEAP && row != LedgerRow.PAGE_CACHE && row != LedgerRow.UNACCOUNTED) {
                others += ledger.known(row);
            }
        }
        return Math.max(0, bytes - others);
    }

    List<Grower> victims() {
        return processes.stream().filter(Grower::wasKilled).toList();
    }
}
