// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.time.Duration;

/** A moment to which something is looked at again and again. */
record Deadline(long nanoTime) {
    private static final long PAUSE_MILLIS = 50;

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isAhead() {
        return System.nanoTime() - nanoTime < 0;
    }

    /** Until the next look. */
    void pause() throws Refusal {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new Refusal(interrupted);
        }
    }
}
