// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import org.jspecify.annotations.Nullable;

/**
 * What the detector looks at: the memory of one moment as {@link MemoryAccount} reckons it.
 *
 * @param timeNanos of a clock that only goes forward
 * @param usage bytes charged to the own cgroup; -1 missing
 * @param unreclaimable what of it the kernel can free in no other way than a kill; -1 missing
 * @param limit the one that is reached first, bytes; -1 none, -2 unknown
 * @param limitCgroup whose limit that is; null where unknown, or there is none
 * @param headroom what is left under it, usable swap included; below 0 where it was lowered; {@link #NO_HEADROOM} where
 *     there is no limit or something is missing
 * @param demand unreclaimable memory, and what was swapped out of it; -1 missing
 * @param heap what of the demand is this JVM's heap; 0 where that is unknown
 * @param heapRoom bytes that the heap may still grow by; -1 unknown
 * @param high memory.high of the own cgroup, bytes; -1 none, -2 unknown
 * @param throttlings how often the cgroup was throttled; -1 missing
 * @param refaults how many pages came back that had been dropped or swapped out; -1 missing
 * @param fullStall share of the last 10 s in which all tasks waited for memory, 0 to 1; NaN missing
 */
public record PressureReading(
        long timeNanos,
        long usage,
        long unreclaimable,
        long limit,
        @Nullable String limitCgroup,
        long headroom,
        long demand,
        long heap,
        long heapRoom,
        long high,
        long throttlings,
        long refaults,
        double fullStall) {
    public static final long NO_HEADROOM = Long.MIN_VALUE;

    boolean hasHeadroom() {
        return headroom != NO_HEADROOM && demand >= 0 && limit > 0;
    }
}
