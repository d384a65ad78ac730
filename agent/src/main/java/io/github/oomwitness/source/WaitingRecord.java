// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

/** How long the oldest record in the ring has been seen waiting. For one thread at a time. */
final class WaitingRecord {
    /** No victim that gives its memory back at all was seen to take as long. */
    static final long LONGEST_DEATH_NANOS = 1_000_000_000L;

    private long position = -1;
    private long seenAt;

    /**
     * Whether it has waited long enough.
     *
     * @param readUpTo where it lies in the ring: the same as long as nothing has been read
     */
    boolean isDue(long readUpTo, long now) {
        if (readUpTo != position) {
            position = readUpTo;
            seenAt = now;
        }
        return now - seenAt >= LONGEST_DEATH_NANOS;
    }
}
