// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what was left of the heap after the last collection. The pools' own after-collection usage will not do: G1's old
 * generation has none before its first mixed collection.
 */
final class LiveHeapReader {
    /** ZGC and Shenandoah report pauses as collections of their own, after which nothing is freed yet. */
    private static final String PAUSES = "Pauses";

    private final List<GarbageCollectorMXBean> collectors;
    private final Set<String> heapPools;

    private LiveHeapReader(List<GarbageCollectorMXBean> collectors, Set<String> heapPools) {
        this.collectors = collectors;
        this.heapPools = heapPools;
    }

    /** Never fails: without jdk.management nothing is known. */
    static LiveHeapReader open() {
        List<GarbageCollectorMXBean> collectors = new ArrayList<>();
        Set<String> pools = new HashSet<>();
        try {
            for (GarbageCollectorMXBean bean : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
                if (!bean.getName().contains(PAUSES)) {
                    collectors.add(bean);
                }
            }
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                if (pool.getType() == MemoryType.HEAP) {
                    pools.add(pool.getName());
                }
            }
        } catch (LinkageError | IllegalArgumentException missing) {
            collectors.clear();
        }
        return new LiveHeapReader(collectors, pools);
    }

    /** Bytes; -1 before the first collection. */
    long read() {
        GcInfo last = null;
        for (GarbageCollectorMXBean collector : collectors) {
            GcInfo info = collector.getLastGcInfo();
            if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
                last = info;
            }
        }
        if (last == null) {
            return -1;
        }
        long sum = 0;
        for (Map.Entry<String, MemoryUsage> pool : last.getMemoryUsageAfterGc().entrySet()) {
            sum += heapPools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
        }
        return sum;
    }
}
