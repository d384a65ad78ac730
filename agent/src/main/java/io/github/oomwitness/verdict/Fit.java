// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.ledger.MemoryLedger;

/**
 * Whether what is configured fits under the limit, before any trouble: the heap at its maximum, and all else at the most that was
 * seen of it.
 *
 * @param worstCase bytes; -1 unknown
 * @param limit bytes; negative where there is none
 * @param fittingHeapMax the largest -Xmx that fits, bytes; 0 where none does, -1 unknown
 * @param fittingLimit the smallest limit under which this -Xmx fits, bytes; -1 unknown
 */
public record Fit(long worstCase, long limit, long fittingHeapMax, long fittingLimit) {
    private static final Fit UNKNOWN = new Fit(-1, -2, -1, -1);
    private static final long GRAIN = 16L << 20;

    /** Of the worst case, for what no row knows of. */
    private static final int MARGIN_PARTS = 20;

    public static Fit unknown() {
        return UNKNOWN;
    }

    /**
     * The fit of a heap.
     *
     * @param peaks the most that was seen of each row
     * @param heapMax -Xmx in bytes; -1 unknown
     * @param heapSetAside what of that lies in huge pages that were set aside, which no limit counts, in bytes; more than there is counts
     *     as all
     * @param limit bytes; negative where there is none
     */
    public static Fit of(MemoryLedger peaks, long heapMax, long heapSetAside, long limit) {
        if (heapMax < 0 || peaks.usage() < 0) {
            return UNKNOWN;
        }
        long others = 0;
        for (LedgerRow row : LedgerRow.values()) {
            others += isPartOfWorstCase(row) ? peaks.known(row) : 0;
        }
        long chargedHeap = Math.max(0, heapMax - heapSetAside);
        long worst = chargedHeap + others;
        long margin = worst / MARGIN_PARTS;
        return new Fit(
                worst,
                limit,
                limit < 0 || (chargedHeap == 0 && worst <= limit)
                        ? heapMax
                        : Math.max(0, (limit - others - limit / MARGIN_PARTS) / GRAIN * GRAIN),
                (worst + margin + GRAIN - 1) / GRAIN * GRAIN);
    }

    /** Whether all may be at its worst at once without a kill; true where that is unknown. */
    public boolean fits() {
        return worstCase < 0 || limit < 0 || worstCase <= limit;
    }

    /** Page cache gives way, mapped files included. */
    private static boolean isPartOfWorstCase(LedgerRow row) {
        return switch (row) {
            case HEAP, PAGE_CACHE, MAPPED, UNACCOUNTED -> false;
            case METASPACE, CODE_CACHE, GC, THREAD_STACKS, DIRECT, OTHER_JVM, SIBLINGS, SHMEM, KERNEL -> true;
        };
    }
}
