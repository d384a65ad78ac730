// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The garbage collectors of HotSpot, and what matters here about each. */
public enum Collector {
    SERIAL("Serial", false, 0, 256),
    PARALLEL("Parallel", false, 6 << 20, 256),
    G1("G1", true, 5 << 20, 64),
    SHENANDOAH("Shenandoah", true, 2 << 20, 64),
    Z("ZGC", false, 1 << 20, 32),
    EPSILON("Epsilon", false, 0, 1024),
    OTHER("the collector", false, 0, 64);

    private final String label;
    private final boolean givesBack;
    private final long fixedBytes;
    private final int heapPerStructures;

    Collector(String label, boolean givesBack, long fixedBytes, int heapPerStructures) {
        this.label = label;
        this.givesBack = givesBack;
        this.fixedBytes = fixedBytes;
        this.heapPerStructures = heapPerStructures;
    }

    /** The one that this JVM runs with. */
    public static Collector inUse() {
        return of(ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList());
    }

    /** How many collections there have been of all kinds; one that the JVM has ignored is none of them. */
    public static long collections() {
        long sum = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            sum += Math.max(0, bean.getCollectionCount());
        }
        return sum;
    }

    /** By the names of its beans. */
    static Collector of(List<String> beans) {
        for (String bean : beans) {
            if (bean.startsWith("G1 ")) {
                return G1;
            } else if (bean.startsWith("PS ")) {
                return PARALLEL;
            } else if (bean.startsWith("ZGC")) {
                return Z;
            } else if (bean.startsWith("Shenandoah")) {
                return SHENANDOAH;
            } else if (bean.startsWith("Epsilon")) {
                return EPSILON;
            } else if (bean.equals("Copy") || bean.equals("MarkSweepCompact")) {
                return SERIAL;
            }
        }
        return OTHER;
    }

    /** For a sentence. */
    public String label() {
        return label;
    }

    /**
     * Whether a full collection gives the kernel back what it has freed of the heap. Measured with {@code System.gc()} on JDK 17 and
     * 25: G1 and Shenandoah return nearly all; Serial and Parallel hardly any; ZGC returns it after minutes (ZUncommitDelay).
     */
    public boolean givesBack() {
        return givesBack;
    }

    /**
     * What its own structures take up, bytes: a rule of thumb. They are reserved for the largest heap and become resident with what
     * of it is used; mark bitmaps (1/64 of the heap) only once the heap has been marked.
     */
    long structures(long residentHeap) {
        return fixedBytes + residentHeap / heapPerStructures;
    }
}
