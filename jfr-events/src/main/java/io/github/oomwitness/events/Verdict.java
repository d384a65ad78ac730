// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * What to think of a kill, or of one that is near: who is to blame, and what to change.
 *
 * <p>Committed once for each episode of kills and for each rise to CRITICAL. It is the agent's conclusion.
 */
@Name("oomwitness.Verdict")
@Label("Verdict")
@Description("Who is to blame for a kill, or for one that is near, and what to change")
@Category({"OOM Witness", "Kill"})
@Enabled(true)
@StackTrace(false)
public final class Verdict extends Event {

    @KillId
    @Label("Kill ID")
    @Description("The first kill of the episode; 0 if unknown, or if this is about none")
    public int killId = KillId.NO_KILL;

    @Label("Occasion")
    @Description("KILL or CRITICAL")
    public @Nullable String occasion;

    @Label("Cause")
    @Description("Such as SIBLING, HEAP_BEYOND_LIMIT or UNKNOWN")
    public @Nullable String cause;

    @Label("Culprit PID")
    @Description("The process that took the memory, in the JVM's own pid namespace; -1 if unknown or none")
    public int culpritPid = Missing.ID;

    @Label("Culprit Name")
    @Description("The kernel's name of that process (comm), at most 15 bytes")
    public @Nullable String culpritName;

    @Label("Culprit Growth")
    @Description("By how much it grew over the time that was looked at; smallest value if unknown")
    @DataAmount(DataAmount.BYTES)
    public long culpritGrowth = Missing.DIFFERENCE;

    @Label("Culprit Is This JVM")
    @Description("Whether it is the JVM that recorded the event; false if unknown")
    public boolean culpritIsThisJvm;

    @Label("Remedy")
    @Description("What to do about it")
    public @Nullable String remedy;

    @Label("Verdict")
    @Description("What happened, who is to blame and what to change, in one sentence")
    public @Nullable String verdict;

    @Label("Confidence")
    @Description("How much of what happened the cause explains, 0 to 1; NaN if unknown")
    @Percentage
    public double confidence = Missing.RATIO;
}
