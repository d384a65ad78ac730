// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

/**
 * What the JVM's own books say of memory that cannot be told apart from the outside, in bytes.
 *
 * @param tagged what Native Memory Tracking has it all for, if it is on and this is JDK 24 or later; missing otherwise
 * @param metaspace class space included; what is resident where that is tagged, otherwise what is committed; -1 missing
 * @param collector the collector's structures; what is resident where that is tagged, otherwise what follows from the heap; -1 missing
 * @param liveHeap what of the heap is alive, an estimate; -1 missing
 * @param threads living Java threads; -1 missing
 */
public record JvmBooks(TaggedMemory tagged, long metaspace, long collector, long liveHeap, int threads) {
    private static final JvmBooks MISSING = new JvmBooks(TaggedMemory.missing(), -1, -1, -1, -1);

    public static JvmBooks missing() {
        return MISSING;
    }
}
