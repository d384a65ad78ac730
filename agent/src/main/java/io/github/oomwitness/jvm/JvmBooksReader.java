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
    private final TaggedMemoryReader tagged;

    /**
     * Finds the beans.
     *
     * @param commands null where this JVM has none
     * @throws LinkageError where this JVM was built without java.management
     */
    public JvmBooksReader(@Nullable DiagnosticCommand commands) {
        tagged = new TaggedMemoryReader(commands);
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
        TaggedMemory known = tagged.read();
        return new JvmBooks(
                known,
                known.isMissing() ? committedMetaspace() : known.metaspace(),
                known.isMissing() ? structures(residentHeap) : known.collector(),
                liveHeap.read(usedHeap),
                threads.getThreadCount());
    }

    private long committedMetaspace() {
        MemoryUsage usage = metaspace == null ? null : metaspace.getUsage();
        return usage == null ? -1 : usage.getCommitted();
    }

    private long structures(long residentHeap) {
        return residentHeap < 0 ? -1 : collector.structures(residentHeap);
    }
}
