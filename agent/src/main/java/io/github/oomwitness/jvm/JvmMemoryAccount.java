// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds up mappings by what lies in them. */
final class JvmMemoryAccount implements Consumer<Mapping> {
    private static final String SHARED_HEAP = "/memfd:java_heap";
    private static final String MAIN_STACK = "[stack]";

    /** Of the JDK itself: its classes, and the counters that tools read. */
    private static final String MODULES = "/lib/modules";

    private static final String COUNTERS = "/hsperfdata_";

    private final @Nullable AddressRange heapRange;
    private final long[] stackPointers;
    private final Set<String> tmpfsDevices;
    private boolean heapSeen;
    private long heap;
    private long sharedHeap;
    private long codeCache;
    private long threadStacks;
    private long mappedFiles;
    private long other;
    private long hugeOutsideHeap;
    private long heapSetAside;

    /**
     * An account of nothing yet.
     *
     * @param heapRange where the heap lies; null where unknown, or the heap is a file of its own in memory (ZGC)
     * @param stackPointers of the threads, sorted
     * @param tmpfsDevices whose files are shared memory
     */
    JvmMemoryAccount(@Nullable AddressRange heapRange, long[] stackPointers, Set<String> tmpfsDevices) {
        this.heapRange = heapRange;
        this.stackPointers = stackPointers;
        this.tmpfsDevices = tmpfsDevices;
    }

    @Override
    public void accept(Mapping mapping) {
        if (mapping.path().startsWith(SHARED_HEAP)) {
            addHeap(mapping);
            // ZGC of JDK 17 maps each page up to three times.
            sharedHeap += mapping.pss();
            heap += mapping.pss();
        } else if (heapRange != null && heapRange.meets(mapping.start(), mapping.end())) {
            addHeap(mapping);
            heap += mapping.anonymous();
        } else {
            addOutsideHeap(mapping);
        }
    }

    JvmMemory total() {
        return new JvmMemory(
                heapSeen ? heap : -1,
                sharedHeap,
                codeCache,
                threadStacks,
                mappedFiles,
                other,
                hugeOutsideHeap,
                heapSetAside);
    }

    private void addHeap(Mapping mapping) {
        heapSeen = true;
        heapSetAside += mapping.hugetlb() > 0 ? mapping.size() : 0;
    }

    private void addOutsideHeap(Mapping mapping) {
        hugeOutsideHeap += mapping.anonymousHuge();
        if (mapping.executable() && mapping.path().isEmpty()) {
            codeCache += mapping.anonymous();
        } else if (mapping.path().equals(MAIN_STACK) || isStack(mapping)) {
            threadStacks += mapping.anonymous();
        } else {
            other += mapping.anonymous();
            if (isMappedFile(mapping)) {
                mappedFiles += Math.max(0, mapping.pss() - mapping.anonymous());
            }
        }
    }

    private boolean isStack(Mapping mapping) {
        if (!mapping.path().isEmpty()) {
            return false;
        }
        int at = Arrays.binarySearch(stackPointers, mapping.start());
        int next = at >= 0 ? at : -at - 1;
        return next < stackPointers.length && Long.compareUnsigned(stackPointers[next], mapping.end()) < 0;
    }

    private boolean isMappedFile(Mapping mapping) {
        return mapping.hasFile()
                && mapping.shared()
                && !mapping.executable()
                && !mapping.path().startsWith("/memfd:")
                && !mapping.path().startsWith("/dev/zero")
                && !mapping.path().endsWith(MODULES)
                && !mapping.path().contains(COUNTERS)
                && !tmpfsDevices.contains(mapping.device());
    }
}
