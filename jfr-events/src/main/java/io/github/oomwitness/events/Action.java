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
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** Something that the agent did on CRITICAL because the option {@code on-critical} asks for it, or left with a reason. */
@Name("oomwitness.Action")
@Label("Action")
@Description("Something done when the memory pressure came to CRITICAL")
@Category({"OOM Witness", "Agent"})
@Enabled(true)
@StackTrace(false)
public final class Action extends Event {

    @Label("Action")
    @Description("dump, gc or trim")
    public @Nullable String action;

    @Label("Time Taken")
    @Description("How long it took; -1 ns if unknown, or if nothing was done")
    @Timespan(Timespan.NANOSECONDS)
    public long took = Missing.SPAN;

    @Label("Released")
    @Description("By how much the cgroup's usage fell meanwhile, negative where it grew; smallest value if unknown")
    @DataAmount(DataAmount.BYTES)
    public long released = Missing.DIFFERENCE;

    @Label("Result")
    @Description("What came of it")
    public @Nullable String result;
}
