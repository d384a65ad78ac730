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
 * Tells how much of the heap is alive by what the last collection found and left. The pools' own after-collection usage will not do: G1's old
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

    /**
     * What lives in the heap, bytes, as far as that can be told without a collection: what the last one left, and of what was
     * allocated since the part that it left of what it found. Where it found less than half of what is in use now it tells nothing:
     * then all that is in use counts as alive. -1 where nothing is known.
     *
     * @param used of the heap now
     */
    long read(long used) {
        GcInfo last = null;
        for (GarbageCollectorMXBean collector : collectors) {
            GcInfo info = collector.getLastGcInfo();
            if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
                last = info;
            }
        }
        if (last == null || used < 0) {
            return used;
        }
        return estimate(used, sum(last.getMemoryUsageBeforeGc()), sum(last.getMemoryUsageAfterGc()));
    }

    /** The reckoning alone. */
    static long estimate(long used, long before, long after) {
        if (before < used / 2 || before <= 0 || used < after) {
            return used;
        }
        double left = Math.min(1, (double) after / before);
        return after + Math.round((used - after) * left);
    }

    private long sum(Map<String, MemoryUsage> pools) {
        long sum = 0;
        for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
            sum += heapPools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
        }
        return sum;
    }
}
