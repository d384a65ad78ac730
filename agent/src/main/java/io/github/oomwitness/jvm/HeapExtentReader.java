// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads how far the heap has been touched: a page that no object ever lay in is not resident, whatever is committed. The
 * most that each pool ever held is such a bound. Young and old regions of G1 share their pages, so that there the sum
 * may be too large; what is committed bounds it again. For one thread.
 */
public final class HeapExtentReader {
    private static final long GIVEN_BACK_WITHIN_NANOS = 2_000_000_000;

    private final List<MemoryPoolMXBean> pools = new ArrayList<>();
    private final long[] peaks;
    private final boolean shared;
    private long committed;
    private long committedAt = System.nanoTime();

    /**
     * Finds the beans.
     *
     * @throws LinkageError where this JVM was built without java.management
     */
    public HeapExtentReader() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                pools.add(pool);
            }
        }
        peaks = new long[pools.size()];
        boolean isZ = false;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            isZ |= collector.getName().startsWith("ZGC");
        }
        shared = isZ;
    }

    /** The extent by now. */
    public HeapExtent read(HeapReading heap) {
        if (heap.committed() < 0) {
            return HeapExtent.missing();
        }
        if (shared) {
            return new HeapExtent(heap.committed(), true);
        }
        long touched = 0;
        for (int i = 0; i < peaks.length; i++) {
            MemoryUsage peak = pools.get(i).getPeakUsage();
            if (peak != null) {
                // The application may reset the JVM's own peaks.
                peaks[i] = Math.max(peaks[i], peak.getUsed());
            }
            touched += peaks[i];
        }
        return new HeapExtent(Math.min(touched, committedOfLate(heap.committed())), false);
    }

    /** A heap that shrinks is first struck off the JVM's books, and then given back to the kernel. */
    private long committedOfLate(long now) {
        long nanos = System.nanoTime();
        if (now >= committed || nanos - committedAt > GIVEN_BACK_WITHIN_NANOS) {
            committed = now;
            committedAt = nanos;
        }
        return committed;
    }
}
