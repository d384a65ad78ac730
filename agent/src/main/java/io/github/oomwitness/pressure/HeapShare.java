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
     * Anonymous memory of the process less what the JVM tells of other kinds, but no more than objects can have touched.
     * Growth of the process beyond that is no heap's.
     */
    static HeapShare of(HeapReading heap, HeapExtent extent, OwnMemory own) {
        if (heap.committed() < 0 || extent.touchedAtMost() < 0) {
            return UNKNOWN;
        }
        if (extent.shared()) {
            return new HeapShare(heap.committed(), room(heap, heap.committed()));
        }
        if (own.anonymous() < 0 || own.threads() < 0) {
            return UNKNOWN;
        }
        long untold = own.anonymous()
                - Math.max(0, heap.nonHeapCommitted())
                - Math.max(0, heap.direct())
                - own.threads() * STACK;
        long explained = extent.touchedAtMost() + extent.touchedAtMost() / TOUCHED_PER_SHADOW + UNTOLD;
        long resident = Math.max(0, Math.min(untold, explained));
        return new HeapShare(resident, room(heap, Math.min(resident, extent.touchedAtMost())));
    }

    private static long room(HeapReading heap, long resident) {
        return heap.max() < 0 ? -1 : Math.max(0, heap.max() - resident);
    }
}
