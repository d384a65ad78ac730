// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

/**
 * How long to go on trying where the application has used up the heap. A kill is told once or never, and a heap that is full at
 * this moment is mostly not so at the next: a collection, or the application's own failure, makes room.
 */
public final class HeapShortage {
    private static final int MOST_TRIES = 100;
    private static final long PAUSE_MILLIS = 50;

    private HeapShortage() {}

    /** To be called before the first shortage: in a full heap not even this class could be loaded. */
    public static void prepare() {
        outlasted(MOST_TRIES);
    }

    /**
     * Waits a little without allocating anything.
     *
     * @param failures OutOfMemoryErrors met so far, 1 or more
     * @return false where it is no use to try once more, or the thread is to end
     */
    public static boolean outlasted(int failures) {
        if (failures >= MOST_TRIES) {
            return false;
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException toEnd) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
