// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import java.util.concurrent.atomic.AtomicBoolean;

/** A file descriptor with one owner. Closing it a second time does nothing, so that a reused number is never hit. */
public final class Descriptor implements AutoCloseable {
    private final int number;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** Takes ownership of a descriptor that this process holds. */
    public Descriptor(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            // The result is of no use: the descriptor is gone whatever close(2) says.
            LibC.close(number);
        }
    }

    @Override
    public String toString() {
        return "descriptor " + number;
    }
}
