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
 * One row of the task table at a kill: a process that was in the memory cgroup then, victims included.
 *
 * <p>Committed after the {@link OomKill} events of the same decision, for the 64 largest processes. Mirrors
 * {@code dump_tasks} in {@code mm/oom_kill.c}, which the kernel prints only with {@code vm.oom_dump_tasks}, in bytes
 * instead of pages.
 */
@Name("oomwitness.OomKillTask")
@Label("OOM Kill Task")
@Description("A process that was in the memory cgroup at a kill, one of the largest 64")
@Category({"OOM Witness", "Kill"})
@Enabled(true)
@StackTrace(false)
public final class OomKillTask extends Event {

    @KillId
    @Label("Kill ID")
    @Description("The kernel's decision this row belongs to; 0 if unknown")
    public int killId = KillId.NO_KILL;

    @Label("PID")
    @Description("In the JVM's own pid namespace; -1 if unknown or not visible there")
    public int pid = Missing.ID;

    @Label("Host PID")
    @Description("In the initial pid namespace, as in the kernel log; -1 if unknown")
    public int hostPid = Missing.ID;

    @Label("Name")
    @Description("The kernel's name of the process (comm), at most 15 bytes")
    public @Nullable String name;

    @Label("User ID")
    @Description("In the initial user namespace, to be read as unsigned; -1 if unknown")
    public int uid = Missing.ID;

    @Label("Virtual Memory")
    @Description("Address space, resident or not; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long totalVm = Missing.BYTES;

    @Label("Anonymous RSS")
    @Description("Resident anonymous memory; -1 if unknown")
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

    @Label("Page Tables")
    @Description("Memory the kernel spent on the process's page tables; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long pageTables = Missing.BYTES;

    @Label("Swap")
    @Description("Anonymous memory swapped out; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long swap = Missing.BYTES;

    @Label("OOM Score Adjustment")
    @Description("oom_score_adj, -1000 (never) to 1000 (first); smallest value if unknown")
    public int oomScoreAdj = Missing.SCORE;

    @Label("OOM Points")
    @Description("Badness in pages, adjustment included, the largest is killed; smallest value if unknown")
    public int oomPoints = Missing.SCORE;

    @Label("Threads")
    @Description("-1 if unknown")
    public int threads = Missing.COUNT;

    @Label("Growth")
    @Description("Change of resident anonymous and shared memory over 10 s before; smallest value if unknown")
    @DataAmount(DataAmount.BYTES)
    public long growth = Missing.DIFFERENCE;

    @Label("Is Victim")
    @Description("Whether this process was killed by this decision")
    public boolean isVictim;

    @Label("Is This JVM")
    @Description("Whether this process is the JVM that recorded the event")
    public boolean isThisJvm;
}
