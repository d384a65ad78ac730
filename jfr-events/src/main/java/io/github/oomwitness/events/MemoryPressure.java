// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's next kill in the witnessed cgroup has come nearer, or has gone further away.
 *
 * <p>Committed at each change of level. The level is the agent's conclusion; the kernel has no such thing.
 */
@Name("oomwitness.MemoryPressure")
@Label("Memory Pressure")
@Description("The level of memory pressure in the witnessed cgroup has changed")
@Category({"OOM Witness", "Memory"})
@Enabled(true)
@StackTrace(false)
public final class MemoryPressure extends HeapBesideEvent {

    @Label("Level")
    @Description("NORMAL, WARNING or CRITICAL: a kill follows in seconds unless something stops the growth")
    public @Nullable String level;

    @Label("Previous Level")
    @Description("NORMAL, WARNING or CRITICAL")
    public @Nullable String previousLevel;

    @Label("Reason")
    @Description("HEADROOM, GROWTH, THROTTLED or THRASHING; missing at NORMAL")
    public @Nullable String reason;

    @Label("Headroom")
    @Description("Limit less unreclaimable memory, usable swap included; smallest value if unknown or without a limit")
    @DataAmount(DataAmount.BYTES)
    public long headroom = Missing.DIFFERENCE;

    @Label("Growth Rate")
    @Description("By how much a second that grows which may reach the limit, 0 or more; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long growthRate = Missing.BYTES;

    @Label("Time Left")
    @Description("Until the headroom is used up at that rate; largest value if nothing grows; -1 ns if unknown")
    @Timespan(Timespan.NANOSECONDS)
    public long timeToLimit = Missing.SPAN;

    @Label("Unreclaimable")
    @Description("What reclaim cannot free: neither file cache nor swappable memory; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long unreclaimable = Missing.BYTES;

    @Label("Memory Usage")
    @Description("Charged to the cgroup and those below it, page cache included; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryUsage = Missing.BYTES;

    @Label("Memory Limit")
    @Description("The limit on the cgroup's path with the least headroom; -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryLimit = Missing.LIMIT;

    @Label("Limit Cgroup")
    @Description("The cgroup that has this limit")
    public @Nullable String limitCgroup;

    @Label("Some Tasks Stalled")
    @Description("Share of the last 10 s in which some task waited for memory (PSI some), 0 to 1; NaN if unknown")
    @Percentage
    public double psiSomeAvg10 = Missing.RATIO;

    @Label("All Tasks Stalled")
    @Description("Share of the last 10 s in which every task waited for memory (PSI full), 0 to 1; NaN if unknown")
    @Percentage
    public double psiFullAvg10 = Missing.RATIO;

    @Label("Top Grower PID")
    @Description("The process that grew most over the last 10 s, in the JVM's own pid namespace; -1 if unknown")
    public int topGrowerPid = Missing.ID;

    @Label("Top Grower Name")
    @Description("The kernel's name of that process (comm), at most 15 bytes")
    public @Nullable String topGrowerName;

    @Label("Top Growth")
    @Description("By how much it grew, file pages left out; smallest value if unknown")
    @DataAmount(DataAmount.BYTES)
    public long topGrowth = Missing.DIFFERENCE;
}
