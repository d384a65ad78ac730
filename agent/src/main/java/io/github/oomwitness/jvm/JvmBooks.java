// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

/**
 * What the JVM's own books say of memory that cannot be told apart from the outside, in bytes.
 *
 * @param metaspace committed, class space included; -1 missing
 * @param collector the collector's structures, as Native Memory Tracking has them or as they follow from the heap; -1 missing
 * @param liveHeap what of the heap is alive, an estimate; -1 missing
 * @param threads living Java threads; -1 missing
 */
public record JvmBooks(long metaspace, long collector, long liveHeap, int threads) {
    private static final JvmBooks MISSING = new JvmBooks(-1, -1, -1, -1);

    public static JvmBooks missing() {
        return MISSING;
    }
}
