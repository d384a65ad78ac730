// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.ledger;

import io.github.oomwitness.cgroup.MemoryStat;
import io.github.oomwitness.cgroup.MemoryStatField;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.JvmBooks;
import io.github.oomwitness.jvm.JvmMemory;
import java.util.EnumSet;
import java.util.Set;

/**
 * Draws up the ledger. What the kernel counts is split by what the JVM says of it, never the other way round: a row that the
 * JVM only knows as committed takes no more than what is resident, and what no row explains is told as such.
 */
public final class Bookkeeping {
    private final MemoryStat stat;
    private final long[] rows = new long[LedgerRow.values().length];
    private final Set<LedgerRow> estimated = EnumSet.noneOf(LedgerRow.class);

    private Bookkeeping(MemoryStat stat) {
        this.stat = stat;
    }

    /** The ledger of one moment. */
    public static MemoryLedger draw(LedgerReadings readings) {
        Bookkeeping books = new Bookkeeping(readings.files().stat());
        books.enterJvm(readings.jvm(), readings.heap(), readings.books());
        books.enter(LedgerRow.SIBLINGS, readings.siblings());
        books.enterFiles(books.sharedHeap(readings.jvm(), readings.heap()), readings.jvm());
        books.enter(LedgerRow.KERNEL, books.kernel());
        books.rows[LedgerRow.UNACCOUNTED.index()] =
                books.unaccounted(readings.files().usage());
        return new MemoryLedger(
                readings.timeNanos(),
                readings.files().usage(),
                books.rows,
                books.estimated,
                readings.jvm().hugeOutsideHeap(),
                books.backFromSwap());
    }

    private void enterJvm(JvmMemory jvm, HeapReading heap, JvmBooks books) {
        long sharedHeap = sharedHeap(jvm, heap);
        enter(LedgerRow.HEAP, jvm.heap() < 0 ? jvm.heap() : jvm.heap() - jvm.sharedHeap() + sharedHeap);
        enter(LedgerRow.THREAD_STACKS, jvm.threadStacks());
        // Tags find the lists of the code, too, in which no code may run.
        long lists = Math.max(0, books.tagged().codeCache() - jvm.codeCache());
        long rest = jvm.otherAnonymous();
        if (jvm.codeCache() >= 0 && rest >= lists) {
            enter(LedgerRow.CODE_CACHE, jvm.codeCache() + lists);
            rest -= lists;
        } else {
            enter(LedgerRow.CODE_CACHE, jvm.codeCache());
        }
        if (jvm.heap() < 0) {
            // Nobody says where it lies: at most what is committed is in there.
            rest = take(LedgerRow.HEAP, heap.committed(), rest);
            estimated.add(LedgerRow.HEAP);
        }
        rest = take(LedgerRow.DIRECT, heap.direct(), rest);
        rest = take(LedgerRow.METASPACE, books.metaspace(), rest);
        rest = take(LedgerRow.GC, books.collector(), rest);
        if (books.tagged().isMissing()) {
            estimated.add(LedgerRow.METASPACE);
        }
        if (books.tagged().isMissing() || books.tagged().collectorIsMixed()) {
            estimated.add(LedgerRow.GC);
        }
        enter(LedgerRow.OTHER_JVM, rest);
    }

    /** ZGC has its heap charged when it commits it, touched or not. */
    private long sharedHeap(JvmMemory jvm, HeapReading heap) {
        return jvm.sharedHeap() <= 0
                ? 0
                : Math.max(jvm.sharedHeap(), Math.min(heap.committed(), stat.get(MemoryStatField.SHMEM)));
    }

    private void enterFiles(long sharedHeap, JvmMemory jvm) {
        long shared = stat.get(MemoryStatField.SHMEM);
        enter(LedgerRow.SHMEM, shared < 0 ? MemoryLedger.MISSING : Math.max(0, shared - sharedHeap));
        long file = stat.get(MemoryStatField.FILE);
        long cache = file < 0 ? MemoryLedger.MISSING : Math.max(0, file - Math.max(0, shared));
        // Pages that another container read first are charged there.
        enter(LedgerRow.PAGE_CACHE, take(LedgerRow.MAPPED, jvm.mappedFiles(), cache));
    }

    /** Sockets included; on v1 they have a counter of their own, beside the usage. */
    private long kernel() {
        long all = stat.get(MemoryStatField.KERNEL);
        if (all < 0) {
            // Linux before 5.18 tells of these parts only.
            all = known(MemoryStatField.KERNEL_STACK)
                    + known(MemoryStatField.PAGE_TABLES)
                    + known(MemoryStatField.PERCPU)
                    + known(MemoryStatField.VMALLOC)
                    + known(MemoryStatField.ZSWAP)
                    + known(MemoryStatField.SLAB_RECLAIMABLE)
                    + known(MemoryStatField.SLAB_UNRECLAIMABLE);
        }
        return all + known(MemoryStatField.SOCK);
    }

    /** Linux 5.10 does not tell of them on v1: there major faults are, those for files among them. */
    private long backFromSwap() {
        long anon = stat.get(MemoryStatField.REFAULT_ANON);
        return anon >= 0 ? anon : stat.get(MemoryStatField.MAJOR_PAGE_FAULTS);
    }

    private long unaccounted(long usage) {
        if (usage < 0) {
            return Long.MIN_VALUE;
        }
        long sum = 0;
        for (long row : rows) {
            sum += Math.max(0, row);
        }
        return usage - sum;
    }

    /** Enters what is told, as far as there is something to take it from, and gives the rest of that. */
    private long take(LedgerRow row, long told, long from) {
        if (told < 0 || from < 0) {
            enter(row, MemoryLedger.MISSING);
            return from;
        }
        long taken = Math.min(told, from);
        enter(row, taken);
        return from - taken;
    }

    private void enter(LedgerRow row, long bytes) {
        rows[row.index()] = bytes;
    }

    private long known(MemoryStatField field) {
        return Math.max(0, stat.get(field));
    }
}
