// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

/**
 * How much a size has changed over the last 10 seconds. For one thread; nanoseconds of {@link System#nanoTime()}.
 *
 * <p>Where the looks lie further apart than that it is the change since the one before. Right to within the 2 seconds between those
 * that are kept.
 */
final class GrowthWindow {
    static final long LENGTH_NANOS = 10_000_000_000L;
    private static final long SPACING_NANOS = 2_000_000_000L;
    /** Those within the window, and the one that it begins with. */
    private static final int MOST_KEPT = (int) (LENGTH_NANOS / SPACING_NANOS) + 2;

    private final long[] times = new long[MOST_KEPT];
    private final long[] sizes = new long[MOST_KEPT];
    private int count;

    /** Of a process that began at that time: with nothing, if that is not too long ago to matter. */
    static GrowthWindow since(long startNanos, long nowNanos) {
        GrowthWindow window = new GrowthWindow();
        if (nowNanos - startNanos <= LENGTH_NANOS) {
            window.keep(startNanos, 0);
        }
        return window;
    }

    /** The change up to this look; {@code Long.MIN_VALUE} where it is the first of one that began long ago. */
    long add(long nowNanos, long size) {
        while (count > 1 && nowNanos - times[1] >= LENGTH_NANOS) {
            dropOldest();
        }
        long growth = count == 0 ? Long.MIN_VALUE : size - sizes[0];
        if (count == 0 || nowNanos - times[count - 1] >= SPACING_NANOS) {
            keep(nowNanos, size);
        }
        return growth;
    }

    private void keep(long time, long size) {
        if (count == MOST_KEPT) {
            dropOldest();
        }
        times[count] = time;
        sizes[count] = size;
        count++;
    }

    private void dropOldest() {
        count--;
        System.arraycopy(times, 1, times, 0, count);
        System.arraycopy(sizes, 1, sizes, 0, count);
    }
}
