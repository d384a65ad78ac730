// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

/** The looks that follow an alarm which may have rung before the kill was counted: close together at first, then quiet. */
final class FollowUps {
    /** An alarm that long ago has not led to a kill. */
    static final long SPAN_NANOS = 100_000_000L;

    /** Twice the error of the time that a kill is said to have happened at. */
    private static final long LONGEST_PAUSE_MILLIS = 8;

    private boolean active;
    private long end;
    private long pauseMillis;

    /** Starts, or starts over. */
    void begin(long now) {
        active = true;
        end = now + SPAN_NANOS;
        pauseMillis = 1;
    }

    void end() {
        active = false;
    }

    boolean isActive(long now) {
        active = active && now - end < 0;
        return active;
    }

    /** Milliseconds to the next look: 1, 2, 4, and 8 from then on. */
    long nextPause() {
        long pause = pauseMillis;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        return pause;
    }
}
