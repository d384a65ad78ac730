// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.util.List;

/**
 * What the files of a memory cgroup said at one moment, v1 told in the terms of v2.
 *
 * @param levels the own cgroup first, then those above it that limit it and can be seen; never empty
 * @param hierarchicalLimit v1 only, {@code hierarchical_memory_limit}: the smallest limit of the cgroup and all its
 *     ancestors, those out of sight too; -1 none, -2 unknown, always so on v2
 * @param peak highest usage so far in bytes; -1 missing (v2 before Linux 5.19)
 * @param low bytes protected from reclaim ({@code memory.low}), {@code Long.MAX_VALUE} for all; -1 missing, always so
 *     on v1, whose soft limit is something else
 * @param swapUsage bytes swapped out; -1 missing
 * @param swapLimit bytes that may be swapped out; -1 none, -2 unknown. v1 limits memory and swap together: this is what
 *     its limit leaves for swap once memory is at its own
 * @param swapFailCount failed attempts to swap out; -1 missing, always so on v1
 * @param events of the cgroup and all below it (v1: of the cgroup alone)
 * @param localEvents of the cgroup alone
 */
public record CgroupReading(
        List<CgroupLevel> levels,
        long hierarchicalLimit,
        long peak,
        long low,
        long swapUsage,
        long swapLimit,
        long swapFailCount,
        MemoryStat stat,
        MemoryEvents events,
        MemoryEvents localEvents,
        MemoryPressure pressure) {

    static final long MISSING = -1;
    static final long NO_LIMIT = -1;
    static final long UNKNOWN_LIMIT = -2;

    public CgroupReading {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("A reading has at least the own cgroup's level.");
        }
    }

    public CgroupLevel own() {
        return levels.get(0);
    }

    /** Bytes charged to the own cgroup; -1 missing. */
    public long usage() {
        return own().usage();
    }

    /** The own cgroup's hard limit in bytes; -1 none, -2 unknown. */
    public long limit() {
        return own().limit();
    }

    /** The own cgroup's throttling limit in bytes; -1 none, -2 unknown. */
    public long high() {
        return own().high();
    }

    /** The smallest limit on the visible path and, on v1, above it. Of equal ones the lowest: it is reached first. */
    public TightestLimit tightestLimit() {
        CgroupLevel tightest = own();
        for (CgroupLevel level : levels) {
            if (level.limit() >= 0 && (tightest.limit() < 0 || level.limit() < tightest.limit())) {
                tightest = level;
            }
        }
        if (hierarchicalLimit >= 0 && (tightest.limit() < 0 || hierarchicalLimit < tightest.limit())) {
            return new TightestLimit(hierarchicalLimit, null);
        }
        if (tightest.limit() >= 0) {
            return new TightestLimit(tightest.limit(), tightest.directory());
        }
        boolean unknown = levels.stream().anyMatch(level -> level.limit() == UNKNOWN_LIMIT);
        return new TightestLimit(unknown ? UNKNOWN_LIMIT : NO_LIMIT, null);
    }

    /**
     * Whether reaching the tightest limit kills a group at once: {@code memory.oom.group} is set in the own cgroup or
     * above it, up to the one with that limit ({@code mem_cgroup_get_oom_group}).
     */
    public boolean oomGroup() {
        TightestLimit tightest = tightestLimit();
        for (CgroupLevel level : levels) {
            if (level.oomGroup()) {
                return true;
            }
            if (level.directory().equals(tightest.directory())) {
                return false;
            }
        }
        return false;
    }

    /** Usage without the page cache that was not used lately, as the kubelet counts it, in bytes; -1 missing. */
    public long workingSet() {
        long inactiveFile = stat.get(MemoryStatField.INACTIVE_FILE);
        return usage() < 0 || inactiveFile < 0 ? MISSING : Math.max(0, usage() - inactiveFile);
    }
}
