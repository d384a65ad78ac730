// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/**
 * The memory of the witnessed cgroup, all its processes and the kernel's share together, beside the heap.
 *
 * <p>Committed once a second by default: the newest reading of the sampler, at most as old as the option
 * {@code interval}. Mirrors {@code memory_stat_format} and the {@code memory.*} files of {@code mm/memcontrol.c} in the
 * names of cgroup v2; readings of v1 are told under the v2 name of the same meaning.
 */
@Name("oomwitness.ContainerMemory")
@Label("Container Memory")
@Description("Memory of the witnessed cgroup beside the Java heap")
@Category({"OOM Witness", "Memory"})
@Enabled(true)
@Period("1 s")
@StackTrace(false)
public final class ContainerMemory extends HeapBesideEvent {

    @Label("Memory Usage")
    @Description("Charged to the cgroup and those below it, page cache included; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryUsage = Missing.BYTES;

    @Label("Memory Peak")
    @Description("Highest usage the kernel has seen; -1 if unknown, as before Linux 5.19 on cgroup v2")
    @DataAmount(DataAmount.BYTES)
    public long memoryPeak = Missing.BYTES;

    @Label("Memory Limit")
    @Description("The tightest hard limit that can be seen on the cgroup's path; -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryLimit = Missing.LIMIT;

    @Label("Memory High")
    @Description("Usage above which the cgroup is throttled; -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryHigh = Missing.LIMIT;

    @Label("Swap Usage")
    @Description("Swap charged to the cgroup; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long swapUsage = Missing.BYTES;

    @Label("Swap Limit")
    @Description("Swap the cgroup may use; -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long swapLimit = Missing.LIMIT;

    @Label("Working Set")
    @Description("Usage less inactive file cache, as Kubernetes counts it; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long workingSet = Missing.BYTES;

    @Label("Unreclaimable")
    @Description("What reclaim cannot free: neither file cache nor swappable memory; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long unreclaimable = Missing.BYTES;

    @Label("Headroom")
    @Description("Limit less unreclaimable memory; smallest value if unknown or without a limit")
    @DataAmount(DataAmount.BYTES)
    public long headroom = Missing.DIFFERENCE;

    @Label("Anonymous")
    @Description("Heaps, stacks and other memory without a file behind it; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long anon = Missing.BYTES;

    @Label("File")
    @Description("Page cache, shmem and tmpfs included; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long file = Missing.BYTES;

    @Label("Shared Memory")
    @Description("shmem and tmpfs, which only swap can free; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long shmem = Missing.BYTES;

    @Label("Kernel")
    @Description("Kernel memory charged to the cgroup: slab, stacks, page tables and more; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long kernel = Missing.BYTES;

    @Label("Reclaimable Slab")
    @Description("Kernel caches that can be freed, such as dentries; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long slabReclaimable = Missing.BYTES;

    @Label("Sockets")
    @Description("Network buffers; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long sock = Missing.BYTES;

    @Label("Dirty")
    @Description("Page cache to be written before it can be freed; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long dirty = Missing.BYTES;

    @Label("Writeback")
    @Description("Page cache being written; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long writeback = Missing.BYTES;

    @Label("Inactive File")
    @Description("Page cache that reclaim takes first; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long inactiveFile = Missing.BYTES;

    @Label("Low Events")
    @Description("Reclaims below memory.low since start; -1 if unknown")
    public int lowEvents = Missing.COUNT;

    @Label("High Events")
    @Description("Throttlings above memory.high since start; -1 if unknown")
    public int highEvents = Missing.COUNT;

    @Label("Max Events")
    @Description("How often usage has hit the limit since start; -1 if unknown")
    public int maxEvents = Missing.COUNT;

    @Label("OOM Events")
    @Description("How often the cgroup was out of memory since start, with or without a kill; -1 if unknown")
    public int oomEvents = Missing.COUNT;

    @Label("OOM Kill Events")
    @Description("Kills the kernel has counted since start, too many with oom.group; -1 if unknown")
    public int oomKillEvents = Missing.COUNT;

    @Label("Some Tasks Stalled")
    @Description("Share of the last 10 s in which some task waited for memory (PSI some), 0 to 1; NaN if unknown")
    @Percentage
    public double psiSomeAvg10 = Missing.RATIO;

    @Label("All Tasks Stalled")
    @Description("Share of the last 10 s in which every task waited for memory (PSI full), 0 to 1; NaN if unknown")
    @Percentage
    public double psiFullAvg10 = Missing.RATIO;
}
