// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * One level of the way from a memory cgroup to the root. Memory is in bytes.
 *
 * @param id the kernfs id: the inode of the cgroup's directory
 * @param name the directory's name; empty for the root
 * @param limit -1 where there is none, -2 where it is unknown
 * @param swapUsage cgroup v2: swap alone; v1: memory and swap together; -1 unknown
 * @param swapLimit likewise, as {@code limit}
 * @param oomGroup whether the kernel kills this level as one; false on v1, which has no such thing
 */
public record MemcgLevel(
        long id, String name, long usage, long limit, long swapUsage, long swapLimit, boolean oomGroup) {
    public static final long NO_LIMIT = -1;
    public static final long UNKNOWN_LIMIT = -2;

    public boolean hasLimit() {
        return limit >= 0;
    }
}
