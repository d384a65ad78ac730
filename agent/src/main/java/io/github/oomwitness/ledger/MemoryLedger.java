// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.ledger;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The account of a cgroup's charge at one moment, in resident bytes. Immutable. */
public final class MemoryLedger {
    /** A row that is not known, other than {@link LedgerRow#UNACCOUNTED}. */
    public static final long MISSING = -1;

    private static final int SIZE = LedgerRow.values().length;
    private static final MemoryLedger NONE = missing();

    private final long timeNanos;
    private final long usage;
    private final long[] rows;
    private final Set<LedgerRow> estimated;
    private final long hugeOutsideHeap;
    private final long backFromSwap;

    MemoryLedger(
            long timeNanos,
            long usage,
            long[] rows,
            Set<LedgerRow> estimated,
            long hugeOutsideHeap,
            long backFromSwap) {
        this.timeNanos = timeNanos;
        this.usage = usage;
        this.rows = Arrays.copyOf(rows, SIZE);
        this.estimated = estimated.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(estimated));
        this.hugeOutsideHeap = hugeOutsideHeap;
        this.backFromSwap = backFromSwap;
    }

    /** One in which nothing is known. */
    public static MemoryLedger none() {
        return NONE;
    }

    /** Of {@link System#nanoTime()}. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Bytes charged to the cgroup; -1 missing. */
    public long usage() {
        return usage;
    }

    /** Bytes, 0 or more, -1 missing; {@link LedgerRow#UNACCOUNTED} may be negative, {@code Long.MIN_VALUE} where it is missing. */
    public long get(LedgerRow row) {
        return rows[row.index()];
    }

    /** The same with 0 for what is missing: for sums and comparisons. */
    public long known(LedgerRow row) {
        return Math.max(0, get(row));
    }

    /** Of all rows of this JVM. */
    public long ofThisJvm() {
        long sum = 0;
        for (LedgerRow row : LedgerRow.values()) {
            sum += row.isOfThisJvm() ? known(row) : 0;
        }
        return sum;
    }

    /** Rows that nobody could measure. */
    public Set<LedgerRow> estimated() {
        return estimated;
    }

    /** Transparent huge pages among this JVM's anonymous memory outside of its heap, bytes; -1 missing. */
    public long hugeOutsideHeap() {
        return hugeOutsideHeap;
    }

    /** Pages that have ever come back to the cgroup from swap, or from swap and files where the kernel does not tell them apart; -1 missing. */
    public long backFromSwap() {
        return backFromSwap;
    }

    /** The same with another number in a row; what is unaccounted stays. */
    public MemoryLedger with(LedgerRow row, long bytes) {
        long[] changed = Arrays.copyOf(rows, SIZE);
        changed[row.index()] = bytes;
        return new MemoryLedger(timeNanos, usage, changed, estimated, hugeOutsideHeap, backFromSwap);
    }

    /** The larger of both in each row; the time, and what is estimated, are this one's. */
    public MemoryLedger max(MemoryLedger other) {
        long[] larger = new long[SIZE];
        for (int i = 0; i < SIZE; i++) {
            larger[i] = Math.max(rows[i], other.rows[i]);
        }
        return new MemoryLedger(
                timeNanos,
                Math.max(usage, other.usage),
                larger,
                estimated,
                Math.max(hugeOutsideHeap, other.hugeOutsideHeap),
                backFromSwap);
    }

    private static MemoryLedger missing() {
        long[] rows = new long[SIZE];
        Arrays.fill(rows, MISSING);
        rows[LedgerRow.UNACCOUNTED.index()] = Long.MIN_VALUE;
        return new MemoryLedger(System.nanoTime(), MISSING, rows, EnumSet.noneOf(LedgerRow.class), MISSING, MISSING);
    }
}
