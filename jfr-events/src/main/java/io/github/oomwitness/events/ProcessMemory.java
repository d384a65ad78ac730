// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one process of the witnessed cgroup.
 *
 * <p>Committed every ten seconds by default for each of the 20 largest processes. Mirrors
 * {@code /proc/PID/status} and {@code smaps_rollup} ({@code fs/proc/task_mmu.c}) and {@code oom_score}
 * ({@code fs/proc/base.c}).
 */
@Name("oomwitness.ProcessMemory")
@Label("Process Memory")
@Description("Memory of a process of the witnessed cgroup, one of the largest 20")
@Category({"OOM Witness", "Memory"})
@Enabled(true)
@Period("10 s")
@StackTrace(false)
public final class ProcessMemory extends Event {

    @Label("PID")
    @Description("In the JVM's own pid namespace; -1 if unknown")
    public int pid = Missing.ID;

    @Label("Name")
    @Description("The kernel's name of the process (comm), at most 15 bytes")
    public @Nullable String name;

    @Label("Anonymous RSS")
    @Description("Resident anonymous memory, pages shared after a fork counted whole; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long anonRss = Missing.BYTES;

    @Label("File RSS")
    @Description("Resident pages of mapped files; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long fileRss = Missing.BYTES;

    @Label("Shared Memory RSS")
    @Description("Resident pages of shmem and tmpfs; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long shmemRss = Missing.BYTES;

    @Label("Proportional Anonymous")
    @Description("Resident anonymous memory, pages shared after a fork divided among their users; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long proportionalAnon = Missing.BYTES;

    @Label("Swap")
    @Description("Anonymous memory swapped out; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long swap = Missing.BYTES;

    @Label("OOM Score Adjustment")
    @Description("oom_score_adj, -1000 (never) to 1000 (first); smallest value if unknown")
    public int oomScoreAdj = Missing.SCORE;

    @Label("OOM Score")
    @Description("The kernel's badness of the process, 0 to 2000, against the whole machine; smallest value if unknown")
    public int oomScore = Missing.SCORE;

    @Label("Growth")
    @Description("Change of resident anonymous and shared memory over 10 s; smallest value if unknown")
    @DataAmount(DataAmount.BYTES)
    public long growth = Missing.DIFFERENCE;

    @Label("Is This JVM")
    @Description("Whether this process is the JVM that recorded the event")
    public boolean isThisJvm;
}
