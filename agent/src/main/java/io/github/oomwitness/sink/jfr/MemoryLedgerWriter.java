// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.MemoryLedger;
import io.github.oomwitness.finding.LedgerDrawn;
import io.github.oomwitness.ledger.LedgerRow;
import java.util.stream.Collectors;

/** Fills a {@link MemoryLedger} event from a ledger. */
final class MemoryLedgerWriter {
    private MemoryLedgerWriter() {}

    static MemoryLedger eventOf(LedgerDrawn drawn) {
        io.github.oomwitness.ledger.MemoryLedger ledger = drawn.ledger();
        MemoryLedger event = new MemoryLedger();
        event.killId = drawn.killId();
        event.memoryUsage = ledger.usage();
        event.heap = ledger.get(LedgerRow.HEAP);
        event.metaspace = ledger.get(LedgerRow.METASPACE);
        event.codeCache = ledger.get(LedgerRow.CODE_CACHE);
        event.gc = ledger.get(LedgerRow.GC);
        event.threadStacks = ledger.get(LedgerRow.THREAD_STACKS);
        event.direct = ledger.get(LedgerRow.DIRECT);
        event.mapped = ledger.get(LedgerRow.MAPPED);
        event.otherJvm = ledger.get(LedgerRow.OTHER_JVM);
        event.siblings = ledger.get(LedgerRow.SIBLINGS);
        event.shmem = ledger.get(LedgerRow.SHMEM);
        event.pageCache = ledger.get(LedgerRow.PAGE_CACHE);
        event.kernel = ledger.get(LedgerRow.KERNEL);
        event.unaccounted = ledger.get(LedgerRow.UNACCOUNTED);
        event.estimated = ledger.estimated().isEmpty()
                ? null
                : ledger.estimated().stream()
                        .sorted()
                        .map(MemoryLedgerWriter::field)
                        .collect(Collectors.joining(","));
        event.worstCase = drawn.fit().worstCase();
        event.heapThatFits = drawn.fit().fittingHeapMax();
        event.limitThatFits = drawn.fit().fittingLimit();
        return event;
    }

    private static String field(LedgerRow row) {
        return switch (row) {
            case HEAP -> "heap";
            case METASPACE -> "metaspace";
            case CODE_CACHE -> "codeCache";
            case GC -> "gc";
            case THREAD_STACKS -> "threadStacks";
            case DIRECT -> "direct";
            case MAPPED -> "mapped";
            case OTHER_JVM -> "otherJvm";
            case SIBLINGS -> "siblings";
            case SHMEM -> "shmem";
            case PAGE_CACHE -> "pageCache";
            case KERNEL -> "kernel";
            case UNACCOUNTED -> "unaccounted";
        };
    }
}
