// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a file could not be read or did not say what it should. A fault never becomes an exception: the value is
 * missing, and the count tells that it happened. Counted by one thread, read by any.
 */
public final class Faults {
    private final AtomicLong count = new AtomicLong();

    public void add() {
        count.incrementAndGet();
    }

    /** Faults since the start, 0 or more. */
    public long count() {
        return count.get();
    }
}
