// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * What a memory cgroup's memory was used for, with all below it: the statistics of the kernel's report, by the names of
 * memory.stat. Bytes or counts; -1 where this kernel does not tell.
 *
 * @param file page cache, shmem included
 * @param pagesScanned by reclaim, in pages, since the cgroup was made
 * @param pagesStolen of those
 * @param swapFailCount how often the limit of swap (v1: of memory and swap) was hit
 */
public record MemoryAccount(
        long anon,
        long anonHuge,
        long file,
        long shmem,
        long kernelStack,
        long pageTables,
        long percpu,
        long vmalloc,
        long sock,
        long slabReclaimable,
        long slabUnreclaimable,
        long unevictable,
        long zswap,
        long swapCached,
        long workingsetRefaultAnon,
        long workingsetRefaultFile,
        long pagesScanned,
        long pagesStolen,
        long swapFailCount) {

    /** Whether the kernel told what the memory was used for. */
    public boolean isKnown() {
        return anon >= 0;
    }
}
