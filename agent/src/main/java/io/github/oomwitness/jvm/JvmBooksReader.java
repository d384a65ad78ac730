// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** Reads those of the JVM's books that take longer than a kill may wait for. For one thread. */
public final class JvmBooksReader {
    private static final String METASPACE = "Metaspace";

    private final Collector collector = Collector.inUse();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LiveHeapReader liveHeap = LiveHeapReader.open();
    private final @Nullable MemoryPoolMXBean metaspace;

    /**
     * Finds the beans.
     *
     * @throws LinkageError where this JVM was built without java.management
     */
    public JvmBooksReader() {
        MemoryPoolMXBean found = null;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals(METASPACE)) {
                // Compressed class space is a pool of its own and a part of this one.
                found = pool;
            }
        }
        metaspace = found;
    }

    public Collector collector() {
        return collector;
    }

    /**
     * The books of this moment.
     *
     * @param usedHeap bytes in use; -1 unknown
     * @param residentHeap bytes, from which follows what the collector's structures take up; -1 unknown
     */
    public JvmBooks read(long usedHeap, long residentHeap) {
        MemoryUsage usage = metaspace == null ? null : metaspace.getUsage();
        return new JvmBooks(
                usage == null ? -1 : usage.getCommitted(),
                residentHeap < 0 ? -1 : collector.structures(residentHeap),
                liveHeap.read(usedHeap),
                threads.getThreadCount());
    }
}
