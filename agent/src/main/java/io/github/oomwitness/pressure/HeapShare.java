// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import io.github.oomwitness.jvm.HeapExtent;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.OwnMemory;

/**
 * What of the cgroup's memory is this JVM's heap, which grows to -Xmx and no further.
 *
 * @param resident bytes at most; 0 where unknown
 * @param room bytes it may still grow by; -1 unknown
 */
record HeapShare(long resident, long room) {
    private static final HeapShare UNKNOWN = new HeapShare(0, -1);

    /** A thread stack is a few dozen pages, more where somebody recurses. */
    private static final long STACK = 128 << 10;

    /** What the JVM allocates natively is in nobody's books. */
    private static final long UNTOLD = 24 << 20;

    /**
     * The collector's own tables grow with the heap, and spaces that it moves leave touched pages behind: a third of what
     * objects lay in at most.
     */
    private static final int TOUCHED_PER_SHADOW = 3;

    /**
     * ZGC's heap is in memory as soon as it is committed, and its tables follow when objects come to lie in it: one bit in
     * 32 for marks (JDK 17), and as much again for what old objects remember (JDK 25).
     */
    private static final int SHARED_PER_TABLES = 16;

    /**
     * Anonymous memory of the process less what the JVM tells of other kinds, but no more than objects can have touched.
     * Growth of the process beyond that is no heap's. A shared heap is known by what is committed, and is no anonymous
     * memory: there, only its tables are.
     */
    static HeapShare of(HeapReading heap, HeapExtent extent, OwnMemory own) {
        if (heap.committed() < 0 || extent.touchedAtMost() < 0) {
            return UNKNOWN;
        }
        long touched = extent.touchedAtMost();
        long untold = untold(heap, own);
        if (extent.shared()) {
            long tables = Math.max(0, Math.min(untold, touched / SHARED_PER_TABLES + UNTOLD));
            return new HeapShare(touched + tables, room(heap, touched));
        }
        if (untold < 0) {
            return UNKNOWN;
        }
        long resident = Math.min(untold, touched + touched / TOUCHED_PER_SHADOW + UNTOLD);
        return new HeapShare(resident, room(heap, Math.min(resident, touched)));
    }

    /** Anonymous memory that the JVM says nothing of, -1 where it cannot be told. */
    private static long untold(HeapReading heap, OwnMemory own) {
        if (own.anonymous() < 0 || own.threads() < 0) {
            return -1;
        }
        long told = Math.max(0, heap.nonHeapCommitted()) + Math.max(0, heap.direct()) + own.threads() * STACK;
        return Math.max(0, own.anonymous() - told);
    }

    private static long room(HeapReading heap, long resident) {
        return heap.max() < 0 ? -1 : Math.max(0, heap.max() - resident);
    }
}
