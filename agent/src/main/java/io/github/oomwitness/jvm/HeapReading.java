// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

/**
 * The memory that the JVM itself keeps books on, in bytes; -1 is a value it does not have.
 *
 * @param used of the heap, garbage included
 * @param max the heap may grow to
 * @param afterGc of the heap after the last collection of each pool: the nearest thing to the live set
 * @param nonHeapCommitted metaspace, code cache and the like
 * @param direct memory of direct byte buffers
 */
public record HeapReading(long used, long committed, long max, long afterGc, long nonHeapCommitted, long direct) {
    private static final HeapReading MISSING = new HeapReading(-1, -1, -1, -1, -1, -1);

    public static HeapReading missing() {
        return MISSING;
    }
}
