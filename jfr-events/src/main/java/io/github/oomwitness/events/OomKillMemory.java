// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * What the memory of the cgroup whose limit fired was used for: the statistics that the kernel prints in its report, of
 * that cgroup with all below it.
 *
 * <p>Committed after the first {@link OomKill} of a decision, where a cgroup's limit fired and the kernel tells. Mirrors
 * {@code mem_cgroup_print_oom_meminfo} in {@code mm/memcontrol.c}.
 */
@Name("oomwitness.OomKillMemory")
@Label("OOM Kill Memory")
@Description("What the memory of the cgroup whose limit fired was used for at a kill, as the kernel counts it")
@Category({"OOM Witness", "Kill"})
@Enabled(true)
@StackTrace(false)
public final class OomKillMemory extends Event {

    @KillId
    @Label("Kill ID")
    @Description("The kernel's decision this row belongs to; 0 if unknown")
    public int killId = KillId.NO_KILL;

    @Label("Anonymous Memory")
    @Description("Heaps, stacks and other memory without a file behind it; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long anon = Missing.BYTES;

    @Label("Anonymous Huge Pages")
    @Description("The part of anonymous memory that is in transparent huge pages; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long anonHuge = Missing.BYTES;

    @Label("Page Cache")
    @Description("File contents kept in memory, shmem and tmpfs included; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long file = Missing.BYTES;

    @Label("Shared Memory")
    @Description("Pages of shmem and tmpfs, which only swap can free; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long shmem = Missing.BYTES;

    @Label("Kernel Stacks")
    @Description("Stacks that threads have in the kernel; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long kernelStack = Missing.BYTES;

    @Label("Page Tables")
    @Description("Memory the kernel spent on page tables; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long pageTables = Missing.BYTES;

    @Label("Per CPU Data")
    @Description("Memory the kernel keeps for each CPU; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long percpu = Missing.BYTES;

    @Label("Vmalloc")
    @Description("Memory the kernel maps page by page; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long vmalloc = Missing.BYTES;

    @Label("Network Buffers")
    @Description("Buffers of sockets; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long sock = Missing.BYTES;

    @Label("Reclaimable Slab")
    @Description("Kernel objects that reclaim can free, such as cached directory entries; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long slabReclaimable = Missing.BYTES;

    @Label("Unreclaimable Slab")
    @Description("Kernel objects in use; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long slabUnreclaimable = Missing.BYTES;

    @Label("Unevictable Memory")
    @Description("Pages that are locked in memory; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long unevictable = Missing.BYTES;

    @Label("Zswap")
    @Description("Memory that holds compressed pages on their way to swap; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long zswap = Missing.BYTES;

    @Label("Swap Cache")
    @Description("Pages in memory that swap holds as well; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long swapCached = Missing.BYTES;

    @Label("Anonymous Refaults")
    @Description("Anonymous pages that were reclaimed and then needed again, since the cgroup was made; -1 if unknown")
    public int workingsetRefaultAnon = Missing.COUNT;

    @Label("File Refaults")
    @Description("File pages that were reclaimed and then needed again, since the cgroup was made; -1 if unknown")
    public int workingsetRefaultFile = Missing.COUNT;

    @Label("Pages Scanned")
    @Description("Pages that reclaim looked at, since the cgroup was made; -1 if unknown")
    public int pagesScanned = Missing.COUNT;

    @Label("Pages Stolen")
    @Description("Pages that reclaim freed, since the cgroup was made; -1 if unknown")
    public int pagesStolen = Missing.COUNT;

    @Label("Swap Fail Count")
    @Description("How often the limit of swap (cgroup v1: of memory and swap together) was hit; -1 if unknown")
    public int swapFailCount = Missing.COUNT;
}
