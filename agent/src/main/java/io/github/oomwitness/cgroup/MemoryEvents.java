// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

/**
 * How often something happened to a cgroup since it was made ({@code memory.events}). -1 is missing.
 *
 * @param low reclaimed although below its protection
 * @param high throttled at {@code memory.high}
 * @param max about to go over the limit; on v1 {@code memory.failcnt}
 * @param oom at the limit with nothing to reclaim; 0 where the kill came from an ancestor or the machine
 * @param oomKill processes killed by any OOM killer. With {@code memory.oom.group} the kernel counts too many; on v1
 *     those in child cgroups are not in it
 * @param oomGroupKill groups killed at once (Linux 5.17 and later)
 */
public record MemoryEvents(long low, long high, long max, long oom, long oomKill, long oomGroupKill) {
    private static final MemoryEvents MISSING = new MemoryEvents(-1, -1, -1, -1, -1, -1);

    public static MemoryEvents missing() {
        return MISSING;
    }
}
