// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import org.jspecify.annotations.Nullable;

/**
 * A process as {@code /proc/PID} showed it. Pids are those of the reader's pid namespace.
 *
 * @param parentPid -1 missing; 0 where the parent is outside of the pid namespace
 * @param name the kernel's name of it, up to 15 bytes; null missing
 * @param uid real user id in the reader's user namespace; -1 missing
 * @param startTime milliseconds since the epoch, to within 10 ms; {@code Long.MIN_VALUE} missing
 * @param commandLine what the policy lets out; null missing, or withheld
 * @param anonRss resident anonymous bytes; -1 missing, as all of these are for a process that has let go of its memory
 * @param fileRss resident bytes of mapped files
 * @param shmemRss resident bytes of shared memory and tmpfs
 * @param swap bytes swapped out
 * @param pageTables bytes of page tables
 * @param totalVm bytes of address space
 * @param minorFaults page faults that read nothing from disk, of all its threads; -1 missing
 * @param majorFaults page faults that did; -1 missing
 * @param oomScore how the OOM killer would rate it among the machine's processes, 0 to 2000; {@code Integer.MIN_VALUE}
 *     missing
 * @param oomScoreAdj -1000 (never) to 1000 (first); {@code Integer.MIN_VALUE} missing
 * @param threads -1 missing
 * @param isJava whether a java launcher runs in it
 * @param isNamespaceInit whether it is process 1 of its pid namespace: a container ends with it
 * @param growth bytes of resident anonymous and shared memory that it has more than 10 s ago, or than it was first seen with;
 *     {@code Long.MIN_VALUE} missing
 */
public record ProcessReading(
        int pid,
        int parentPid,
        @Nullable String name,
        int uid,
        long startTime,
        @Nullable String commandLine,
        long anonRss,
        long fileRss,
        long shmemRss,
        long swap,
        long pageTables,
        long totalVm,
        long minorFaults,
        long majorFaults,
        int oomScore,
        int oomScoreAdj,
        int threads,
        boolean isJava,
        boolean isNamespaceInit,
        long growth) {

    /** A process that is there, but of which this user may see nothing (hidepid). */
    static ProcessReading hidden(int pid) {
        return new ProcessReading(
                pid,
                -1,
                null,
                -1,
                Long.MIN_VALUE,
                null,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                Integer.MIN_VALUE,
                Integer.MIN_VALUE,
                -1,
                false,
                false,
                Long.MIN_VALUE);
    }

    /** Whether it is one of those: listed, and unreadable. */
    public boolean isHidden() {
        return name == null && threads < 0;
    }

    /** Resident bytes of all kinds; -1 missing. */
    public long rss() {
        return anonRss < 0 || fileRss < 0 || shmemRss < 0 ? -1 : anonRss + fileRss + shmemRss;
    }

    /** What the process costs in memory and swap, for the order of a table; 0 where unknown. */
    public long size() {
        return Math.max(0, rss()) + Math.max(0, swap);
    }
}
