// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

/**
 * A row of the report's task table: {@code dump_task} in mm/oom_kill.c. Pages are the machine's; -1 where a kernel has no such column.
 *
 * @param pid in the initial pid namespace
 * @param rssPages anonymous, file and shared pages together
 * @param anonRssPages since Linux 6.9, as the next two
 * @param oomScoreAdj {@link Integer#MIN_VALUE} if not a number
 * @param name comm
 */
public record OomTask(
        long pid,
        long uid,
        long threadGroup,
        long totalVmPages,
        long rssPages,
        long anonRssPages,
        long fileRssPages,
        long shmemRssPages,
        long pageTableBytes,
        long swapEntries,
        int oomScoreAdj,
        String name) {}
