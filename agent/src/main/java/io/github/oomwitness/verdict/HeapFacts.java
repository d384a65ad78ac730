// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.jvm.Collector;

/**
 * The heap of this JVM, in bytes; -1 is missing.
 *
 * @param resident of it
 * @param max it may grow to
 * @param live what of it is alive, an estimate
 */
public record HeapFacts(long resident, long max, long live, Collector collector) {

    /** What of the resident heap no live object lies in; 0 where that is unknown. */
    long garbage() {
        return resident < 0 || live < 0 ? 0 : Math.max(0, resident - live);
    }
}
