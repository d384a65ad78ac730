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
import org.jspecify.annotations.Nullable;

/**
 * One account of the witnessed cgroup's charge: where its memory went.
 *
 * <p>Resident bytes, not committed ones; a row that nobody could measure is named in {@link #estimated}. Drawn up every ten
 * seconds, on a level change and after a kill.
 */
@Name("oomwitness.MemoryLedger")
@Label("Memory Ledger")
@Description("Where the memory of the witnessed cgroup went, in resident bytes")
@Category({"OOM Witness", "Memory"})
@Enabled(true)
@StackTrace(false)
public final class MemoryLedger extends Event {

    @KillId
    @Label("Kill ID")
    @Description("The kill that it was drawn up for; 0 if unknown, or if there was none")
    public int killId = KillId.NO_KILL;

    @Label("Memory Usage")
    @Description("Charged to the cgroup and those below it; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryUsage = Missing.BYTES;

    @Label("Heap")
    @Description("Java heap; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long heap = Missing.BYTES;

    @Label("Metaspace")
    @Description("Metaspace, class space included; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long metaspace = Missing.BYTES;

    @Label("Code Cache")
    @Description("Compiled and generated code; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long codeCache = Missing.BYTES;

    @Label("GC Structures")
    @Description("Card tables, mark bitmaps and the like; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long gc = Missing.BYTES;

    @Label("Thread Stacks")
    @Description("Stacks of all threads, native ones included; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long threadStacks = Missing.BYTES;

    @Label("Direct Buffers")
    @Description("Direct byte buffers; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long direct = Missing.BYTES;

    @Label("Mapped Files")
    @Description("Mapped byte buffers: page cache used as memory; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long mapped = Missing.BYTES;

    @Label("Other JVM Memory")
    @Description("The rest of this JVM's anonymous memory: malloc, JNI, compilers; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long otherJvm = Missing.BYTES;

    @Label("Other Processes")
    @Description("Anonymous memory of the other processes, pages shared after a fork counted once; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long siblings = Missing.BYTES;

    @Label("Shared Memory")
    @Description("tmpfs and shared memory; a heap that lies there is left out; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long shmem = Missing.BYTES;

    @Label("Page Cache")
    @Description("Files kept in memory, which the kernel frees before it kills; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long pageCache = Missing.BYTES;

    @Label("Kernel")
    @Description("Kernel memory and socket buffers charged to the cgroup; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long kernel = Missing.BYTES;

    @Label("Unaccounted")
    @Description("Usage less all rows: negative where they overlap; smallest value if unknown")
    @DataAmount(DataAmount.BYTES)
    public long unaccounted = Missing.DIFFERENCE;

    @Label("Estimated")
    @Description("The fields that are estimates, separated by commas")
    public @Nullable String estimated;

    @Label("Worst Case")
    @Description("The heap at its maximum and all else at the most that was seen of it; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long worstCase = Missing.BYTES;

    @Label("Heap That Fits")
    @Description("The largest -Xmx that fits under the limit; 0 if none does, -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long heapThatFits = Missing.BYTES;

    @Label("Limit That Fits")
    @Description("The smallest limit under which the worst case fits; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long limitThatFits = Missing.BYTES;
}
