// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

/**
 * How much of the heap can be in memory by now, which the JVM itself keeps no books on.
 *
 * @param touchedAtMost bytes that objects can have lain in so far; -1 unknown
 * @param shared whether the heap is shared memory, as ZGC's is, and resident as soon as it is committed
 */
public record HeapExtent(long touchedAtMost, boolean shared) {
    private static final HeapExtent MISSING = new HeapExtent(-1, false);

    public static HeapExtent missing() {
        return MISSING;
    }
}
