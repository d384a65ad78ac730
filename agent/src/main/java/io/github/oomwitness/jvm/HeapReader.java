// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the heap over those beans that were measured to be cheap: no call here allocates more than a few objects or
 * waits for a safepoint. It never asks for the platform MBeanServer, which would start java.util.logging.
 */
public final class HeapReader {
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<MemoryPoolMXBean> heapPools = new ArrayList<>();
    private final List<BufferPoolMXBean> directPools = new ArrayList<>();

    /**
     * Finds the beans.
     *
     * @throws LinkageError where this JVM was built without java.management
     */
    public HeapReader() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported()) {
                heapPools.add(pool);
            }
        }
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if ("direct".equals(pool.getName())) {
                directPools.add(pool);
            }
        }
    }

    /** The state of this moment. Callable from any thread. */
    public HeapReading read() {
        MemoryUsage heap = memory.getHeapMemoryUsage();
        return new HeapReading(
                heap.getUsed(),
                heap.getCommitted(),
                heap.getMax(),
                afterGc(),
                memory.getNonHeapMemoryUsage().getCommitted(),
                direct());
    }

    private long afterGc() {
        long total = 0;
        boolean collected = false;
        for (MemoryPoolMXBean pool : heapPools) {
            MemoryUsage usage = pool.getCollectionUsage();
            if (usage != null) {
                total += usage.getUsed();
                collected |= usage.getUsed() > 0;
            }
        }
        // Until the first collection every pool reports 0, which is no measurement.
        return collected ? total : -1;
    }

    private long direct() {
        long total = directPools.isEmpty() ? -1 : 0;
        for (BufferPoolMXBean pool : directPools) {
            total += pool.getMemoryUsed();
        }
        return total;
    }
}
