// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * The process that the kernel killed. Memory is in bytes; -1 is a value that this kernel does not have.
 *
 * @param pid in the agent's pid namespace; -1 where it is not visible there
 * @param hostPid in the initial pid namespace
 * @param ownPid in the process's own pid namespace
 * @param pidNamespaceLevel depth of that namespace, 0 for the initial one
 * @param parentPid as {@code pid}, for the parent
 * @param name the kernel's comm, at most 15 bytes
 * @param startNanos on CLOCK_MONOTONIC
 * @param oomScoreAdj -1000 to 1000
 * @param swap of its own pages, in bytes
 * @param minorFaults of the whole process, ended threads included
 * @param majorFaults as {@code minorFaults}
 * @param rssApproximate whether this kernel (before 6.2) caches the counts per thread, so that they lag behind, or they are of an earlier look
 * @param sharesVictimMemory killed only because it shared the address space of the victim before it
 */
public record KilledProcess(
        int pid,
        int hostPid,
        int ownPid,
        int pidNamespaceLevel,
        int hostTid,
        int parentPid,
        int parentHostPid,
        String name,
        long uid,
        long startNanos,
        int oomScoreAdj,
        long anonRss,
        long fileRss,
        long shmemRss,
        long swap,
        long pageTables,
        long totalVm,
        long minorFaults,
        long majorFaults,
        boolean rssApproximate,
        boolean sharesVictimMemory) {

    /** Whether it was the first process of a pid namespace other than the initial one: the container went with it. */
    public boolean isContainerInit() {
        return pidNamespaceLevel > 0 && ownPid == 1;
    }
}
