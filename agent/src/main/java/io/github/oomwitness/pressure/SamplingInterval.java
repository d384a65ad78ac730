// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

/** How long the next look at the memory may wait: the less is left, the sooner it can be gone. */
public final class SamplingInterval {
    /** Nothing fills memory faster for long: one thread touches new pages with 1 to 4 GB/s. */
    private static final long FASTEST_GROWTH_PER_SECOND = 4_000_000_000L;

    private static final long SHORTEST_NANOS = 10_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private SamplingInterval() {}

    /**
     * From 10 ms to the interval that is asked for far from the limit, which may be shorter.
     *
     * @param headroom bytes, {@link PressureReading#NO_HEADROOM} where there is none to speak of
     */
    public static long nanos(long headroom, long intervalNanos) {
        if (headroom == PressureReading.NO_HEADROOM) {
            return intervalNanos;
        }
        long untilGone = (long) ((double) Math.max(0, headroom) / FASTEST_GROWTH_PER_SECOND * NANOS_PER_SECOND);
        return Math.max(SHORTEST_NANOS, Math.min(intervalNanos, untilGone));
    }
}
