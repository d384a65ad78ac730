// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

/**
 * A counter of the kernel's over some readings. Immutable.
 *
 * @param value of the newest reading; -1 missing
 * @param roseAt when it was last seen to have risen, nanoseconds; {@link Long#MIN_VALUE} never
 */
record Counter(long value, long roseAt) {
    static final Counter UNSEEN = new Counter(-1, Long.MIN_VALUE);

    Counter at(long timeNanos, long newValue) {
        return new Counter(newValue, value >= 0 && newValue > value ? timeNanos : roseAt);
    }

    boolean roseSince(long timeNanos) {
        return roseAt >= timeNanos;
    }
}
