// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupReader;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.MemoryStatField;
import io.github.oomwitness.jvm.Collector;
import io.github.oomwitness.jvm.DiagnosticCommand;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.JvmBooks;
import io.github.oomwitness.jvm.JvmBooksReader;
import io.github.oomwitness.jvm.JvmMemory;
import io.github.oomwitness.jvm.JvmMemoryReader;
import io.github.oomwitness.ledger.Bookkeeping;
import io.github.oomwitness.ledger.LedgerReadings;
import io.github.oomwitness.ledger.MemoryLedger;
import io.github.oomwitness.process.ProcessTable;
import io.github.oomwitness.process.SharedPages;
import java.lang.instrument.Instrumentation;
import java.util.function.Supplier;

/** Reads all that a ledger is made of, one thing right after the other. For one thread. */
final class LedgerReader {
    private final CgroupLocation cgroup;
    private final int ownPid;
    private final Supplier<HeapReading> heap;
    private final JvmMemoryReader jvm;
    private final JvmBooksReader books;
    private final SharedPages shared = new SharedPages();
    private JvmBooks newestBooks = JvmBooks.missing();
    private long heapSetAside;

    /**
     * Asks the JVM where its heap lies.
     *
     * @throws LinkageError where this JVM was built without java.management
     */
    LedgerReader(CgroupLocation cgroup, int ownPid, Supplier<HeapReading> heap, Instrumentation instrumentation) {
        this.cgroup = cgroup;
        this.ownPid = ownPid;
        this.heap = heap;
        DiagnosticCommand commands = DiagnosticCommand.open(instrumentation);
        this.jvm = JvmMemoryReader.open(commands);
        this.books = new JvmBooksReader(commands);
    }

    Collector collector() {
        return books.collector();
    }

    /** The books as they were read for the newest ledger. */
    JvmBooks newestBooks() {
        return newestBooks;
    }

    /** How much of the heap lay in huge pages that were set aside when the newest ledger was read, in bytes. */
    long heapSetAside() {
        return heapSetAside;
    }

    /**
     * A ledger of this moment.
     *
     * @param processes of the cgroup, as fresh as there is
     */
    MemoryLedger draw(ProcessTable processes) {
        JvmMemory memory = jvm.read();
        heapSetAside = memory.heapSetAside();
        HeapReading heapNow = heap.get();
        newestBooks = books.read(heapNow.used(), memory.heap() < 0 ? heapNow.committed() : memory.heap());
        CgroupReading files = readFiles();
        long own = memory.isMissing()
                ? -1
                : Math.max(0, memory.heap() - memory.sharedHeap())
                        + memory.codeCache()
                        + memory.threadStacks()
                        + memory.otherAnonymous();
        long siblings =
                shared.anonymousOfOthers(processes, ownPid, own, files.stat().get(MemoryStatField.ANON));
        return Bookkeeping.draw(new LedgerReadings(System.nanoTime(), files, memory, heapNow, newestBooks, siblings));
    }

    /** Bytes charged to the cgroup; -1 unknown. */
    long usage() {
        return readFiles().usage();
    }

    /** Opened anew each time: it is rarely read, and the sampler's belongs to the sampler. */
    private CgroupReading readFiles() {
        try (CgroupReader files = CgroupReader.open(cgroup)) {
            return files.read();
        }
    }
}
