// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import org.jspecify.annotations.Nullable;

/**
 * What {@code oom_kill_process} was called with: {@code struct oom_control} and the message (mm/oom_kill.c).
 *
 * @param order 2^order pages were asked for; -1 is a kill asked for by sysrq
 * @param gfpMask flags of the allocation, an unsigned int
 * @param totalMemory bytes that the points are measured against (totalpages)
 * @param chosenPoints the badness of the chosen one, in pages
 * @param chosenHostPid of the process that was chosen; others die with it in a group, or for its address space
 * @param message the words that the kernel's report begins the victim's line with
 * @param pageSize bytes in a page, in which points are counted
 * @param nodemask NUMA nodes that the allocation could use, as a list such as 0-1; null for all
 */
public record OomControl(
        OomConstraint constraint,
        int order,
        int gfpMask,
        long totalMemory,
        long chosenPoints,
        int chosenHostPid,
        String message,
        int pageSize,
        @Nullable String nodemask) {

    private static final int NEVER = -1000;

    /** The kernel's own words where vm.oom_kill_allocating_task has it choose without counting points. */
    private static final String NOBODY_WAS_COMPARED = "oom_kill_allocating_task";

    /** Whether {@link #chosenPoints} are this process's, and the reason for the choice. */
    public boolean chose(int hostPid) {
        return hasPoints() && chosenHostPid == hostPid;
    }

    /**
     * Whether a process of that score was among those that points were counted of: neither one that is never killed, nor any where
     * nobody counted.
     */
    public boolean counted(int oomScoreAdj) {
        return hasPoints() && totalMemory > 0 && oomScoreAdj > NEVER;
    }

    /**
     * The badness of a process of which that is known, as {@code oom_badness} reckons it (mm/oom_kill.c).
     *
     * @param resident bytes of all kinds; 0 or more, as the following
     * @param swap bytes
     * @param pageTables bytes
     * @param oomScoreAdj -999 to 1000
     * @return pages; may be negative
     */
    public long points(long resident, long swap, long pageTables, int oomScoreAdj) {
        return resident / pageSize
                + swap / pageSize
                + pageTables / pageSize
                + oomScoreAdj * (totalMemory / pageSize / 1000);
    }

    /** Whether {@link #chosenPoints} are the reason for the choice, or nobody counted them. */
    public boolean hasPoints() {
        return !message.contains(NOBODY_WAS_COMPARED);
    }
}
