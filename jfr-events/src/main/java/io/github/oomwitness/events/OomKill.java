// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * One process that the kernel's OOM killer killed in the witnessed memory cgroup or below it.
 *
 * <p>Committed once for each victim, into the first recording that runs after the kill; the instant of the kill itself is
 * {@link #kernelTime}. Members of an {@code oom.group} are one event each and share {@link #killId}.
 *
 * <p>Mirrors what {@code mm/oom_kill.c} reports: {@code dump_header} (trigger and cause), {@code dump_oom_victim}
 * (constraint, cpuset, memory cgroups) and {@code __oom_kill_process} ("Killed process ..."). Which fields can be
 * filled depends on {@link #source}; what that source cannot give keeps its {@linkplain Missing missing value}.
 */
@Name("oomwitness.OomKill")
@Label("OOM Kill")
@Description("A process of the witnessed memory cgroup that the kernel's OOM killer killed")
@Category({"OOM Witness", "Kill"})
@Enabled(true)
@StackTrace(false)
public final class OomKill extends HeapBesideEvent {

    // Identity

    @KillId
    @Label("Kill ID")
    @Description("The kernel's decision, counted from 1; members of an oom.group share it; 0 if unknown")
    public int killId = KillId.NO_KILL;

    @Label("Episode ID")
    @Description("Kills close together, counted from 1; -1 if unknown")
    public int episodeId = Missing.ID;

    @Label("Kills in Episode")
    @Description("Kills of the episode so far, this one included; -1 if unknown")
    public int killsInEpisode = Missing.COUNT;

    @Label("Source")
    @Description("How the kill was seen: fentry, kprobe, tp_btf, raw_tp or cgroup_files (victim is then a guess)")
    public @Nullable String source;

    @Label("Kernel Message")
    @Description("The kernel's own reason, such as Memory cgroup out of memory")
    public @Nullable String message;

    @Label("Kernel Time")
    @Description("When the kernel killed; smallest value if unknown")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    public long kernelTime = Missing.INSTANT;

    @Label("Detection Latency")
    @Description("From the kill in the kernel to the agent; -1 ns if unknown")
    @Timespan(Timespan.NANOSECONDS)
    public long detectionLatency = Missing.SPAN;

    // Victim

    @Label("Victim PID")
    @Description("In the JVM's own pid namespace; -1 if unknown or not visible there")
    public int victimPid = Missing.ID;

    @Label("Victim Host PID")
    @Description("In the initial pid namespace, as in the kernel log; -1 if unknown")
    public int victimHostPid = Missing.ID;

    @Label("Victim Name")
    @Description("The kernel's name of the process (comm), at most 15 bytes")
    public @Nullable String victimName;

    @Label("Victim Command Line")
    @Description("As much of it as the option command-lines lets out")
    public @Nullable String victimCommandLine;

    @Label("Victim User ID")
    @Description("In the initial user namespace, as in the kernel log, to be read as unsigned; -1 if unknown")
    public int victimUid = Missing.ID;

    @Label("Victim Parent PID")
    @Description("In the JVM's own pid namespace; -1 if unknown or not visible there")
    public int victimParentPid = Missing.ID;

    @Label("Victim Is Descendant")
    @Description("Whether this JVM or a process it started had started the victim; false also if unknown")
    public boolean victimIsDescendant;

    @Label("Victim Is Java")
    @Description("Whether the victim was a Java virtual machine; false also if unknown")
    public boolean victimIsJava;

    @Label("Victim Is Container Init")
    @Description("Whether the victim was process 1 of its pid namespace; false also if unknown")
    public boolean victimIsContainerInit;

    @Label("Victim Started By")
    @Description("Thread of this JVM, and frame where known, that started the victim, itself or through others")
    public @Nullable String victimStartedBy;

    @Label("Victim OOM Score Adjustment")
    @Description("oom_score_adj, -1000 (never) to 1000 (first); smallest value if unknown")
    public int victimOomScoreAdj = Missing.SCORE;

    @Label("Victim OOM Points")
    @Description("Badness that chose the victim, in pages, adjustment included; smallest value if unknown")
    public int victimOomPoints = Missing.SCORE;

    @Label("Victim Anonymous RSS")
    @Description("Resident anonymous memory; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long victimAnonRss = Missing.BYTES;

    @Label("Victim File RSS")
    @Description("Resident pages of mapped files; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long victimFileRss = Missing.BYTES;

    @Label("Victim Shared Memory RSS")
    @Description("Resident pages of shmem and tmpfs; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long victimShmemRss = Missing.BYTES;

    @Label("Victim RSS Is Approximate")
    @Description(
            "Whether the three above may lag behind: kernels before 6.2 count resident pages per thread and add them"
                    + " up late; and where the victim is a guess they are of the last look at it")
    public boolean victimRssIsApproximate;

    @Label("Victim Swap")
    @Description("Anonymous memory swapped out; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long victimSwap = Missing.BYTES;

    @Label("Victim Page Tables")
    @Description("Memory the kernel spent on the victim's page tables; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long victimPageTables = Missing.BYTES;

    @Label("Victim Virtual Memory")
    @Description("Address space, resident or not (total-vm in the kernel log); -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long victimTotalVm = Missing.BYTES;

    @Label("Victim Minor Faults")
    @Description("Page faults without I/O over its life, all threads; -1 if unknown")
    public int victimMinorFaults = Missing.COUNT;

    @Label("Victim Major Faults")
    @Description("Page faults with I/O over its life, all threads; -1 if unknown")
    public int victimMajorFaults = Missing.COUNT;

    @Label("Victim Uptime")
    @Description("Age of the process at the kill; -1 ns if unknown")
    @Timespan(Timespan.NANOSECONDS)
    public long victimUptime = Missing.SPAN;

    // Trigger

    @Label("Trigger PID")
    @Description("Process whose allocation failed, in the JVM's own pid namespace; -1 if unknown or not visible there")
    public int triggerPid = Missing.ID;

    @Label("Trigger Host PID")
    @Description("Process whose allocation failed, in the initial pid namespace; -1 if unknown")
    public int triggerHostPid = Missing.ID;

    @Label("Trigger Name")
    @Description("The kernel's name of the thread whose allocation failed (comm), at most 15 bytes")
    public @Nullable String triggerName;

    @Label("Trigger User ID")
    @Description("In the initial user namespace, to be read as unsigned; -1 if unknown")
    public int triggerUid = Missing.ID;

    @Label("Trigger Java Thread")
    @Description("This JVM's thread whose allocation failed; null unless exactly one Java thread fits its kernel name")
    public @Nullable String triggerJavaThread;

    @Label("GFP Mask")
    @Description("Flags of the allocation that failed, in hexadecimal")
    public @Nullable String gfpMask;

    @Label("Allocation Order")
    @Description(
            "2^order pages were asked for, 0 is one page, -1 is a kill asked for by sysrq; smallest value if unknown")
    public int order = Missing.SCORE;

    @Label("Kernel Stack")
    @Description("Kernel stack of the trigger, one frame per line, innermost first")
    public @Nullable String kernelStack;

    // Cause

    @Label("Constraint")
    @Description("What ran out: memcg, none (the whole machine), cpuset or memory_policy")
    public @Nullable String constraint;

    @Label("Limit Cgroup")
    @Description("Path of the memory cgroup whose limit fired")
    public @Nullable String limitCgroup;

    @Label("Limit Cgroup Usage")
    @Description("Charged to that cgroup and those below it at the kill; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long limitCgroupUsage = Missing.BYTES;

    @Label("Limit Cgroup Limit")
    @Description("The limit that fired; -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long limitCgroupLimit = Missing.LIMIT;

    @Label("Limit Kind")
    @Description("memory, memsw (memory and swap, cgroup v1) or kmem (kernel memory, cgroup v1)")
    public @Nullable String limitKind;

    @Label("Limit Is Ancestor")
    @Description("Whether the limit belongs to a cgroup above the victim's, a pod's for one; false also if unknown")
    public boolean limitIsAncestor;

    @Label("Limit Is Inferred")
    @Description("Whether limit and cgroup were concluded from usage rather than told by the kernel")
    public boolean limitIsInferred;

    @Label("OOM Group")
    @Description("Whether memory.oom.group is set at any level up to the limit's; false also if unknown")
    public boolean oomGroup;

    @Label("Group Death")
    @Description("Whether the victim died as a member of an oom.group; false also if unknown")
    public boolean groupDeath;

    @Label("Total Memory")
    @Description("Memory and swap that points are measured against (totalpages); -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long totalMemory = Missing.BYTES;

    @Label("Cpuset")
    @Description("Name of the trigger's cpuset")
    public @Nullable String cpuset;

    @Label("Node Mask")
    @Description("NUMA nodes the allocation could use, as a list such as 0-1")
    public @Nullable String nodemask;

    @Label("Memory Nodes Allowed")
    @Description("NUMA nodes the trigger's cpuset allows, as a list such as 0-1")
    public @Nullable String memsAllowed;

    @Label("CPU")
    @Description("CPU the trigger ran on; -1 if unknown")
    public int cpu = Missing.ID;

    // Cgroup

    @Label("Victim Cgroup")
    @Description("Path of the victim's memory cgroup")
    public @Nullable String victimCgroup;

    @Label("Container ID")
    @Description("From the cgroup path; null where the path names no container")
    public @Nullable String containerId;

    @Label("Pod UID")
    @Description("From the cgroup path; null outside Kubernetes")
    public @Nullable String podUid;

    @Label("Pod Name")
    @Description("null outside Kubernetes")
    public @Nullable String podName;

    @Label("Pod Namespace")
    @Description("null outside Kubernetes")
    public @Nullable String podNamespace;

    @Label("Container Name")
    @Description("null where nothing names the container")
    public @Nullable String containerName;

    @Label("Kubernetes Node")
    @Description("null outside Kubernetes")
    public @Nullable String kubernetesNode;

    @Label("Memory Usage")
    @Description("Charged to the victim's own cgroup; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryUsage = Missing.BYTES;

    @Label("Memory Limit")
    @Description("Hard limit of the victim's own cgroup (memory.max); -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryLimit = Missing.LIMIT;

    @Label("Memory Low")
    @Description("Memory protected from reclaim (memory.low); -1 if all of it is, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryLow = Missing.LIMIT;

    @Label("Memory High")
    @Description("Usage above which the cgroup is throttled (memory.high); -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryHigh = Missing.LIMIT;

    @Label("Swap Usage")
    @Description("Swap charged to the victim's own cgroup; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long swapUsage = Missing.BYTES;

    @Label("Swap Limit")
    @Description("Swap the victim's own cgroup may use; -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long swapLimit = Missing.LIMIT;

    @Label("Swappiness")
    @Description("0 (spare anonymous memory) to 200 (swap it first); -1 if unknown")
    public int swappiness = Missing.COUNT;

    @Label("Memory Fail Count")
    @Description("How often usage has hit the limit of the victim's own cgroup; -1 if unknown")
    public int memoryFailCount = Missing.COUNT;

    // Machine

    @Label("Load Average 1 Minute")
    @Description("Running and uninterruptible tasks of the machine; NaN if unknown")
    public double loadAverage1 = Missing.RATIO;

    @Label("Load Average 5 Minutes")
    @Description("Running and uninterruptible tasks of the machine; NaN if unknown")
    public double loadAverage5 = Missing.RATIO;

    @Label("Load Average 15 Minutes")
    @Description("Running and uninterruptible tasks of the machine; NaN if unknown")
    public double loadAverage15 = Missing.RATIO;

    @Label("Running Tasks")
    @Description("Runnable threads of the machine; -1 if unknown")
    public int runningTasks = Missing.COUNT;

    @Label("Total Tasks")
    @Description("Threads of the machine; -1 if unknown")
    public int totalTasks = Missing.COUNT;

    @Label("Host Name")
    @Description("Host name as the victim saw it (its UTS namespace)")
    public @Nullable String hostName;
}
