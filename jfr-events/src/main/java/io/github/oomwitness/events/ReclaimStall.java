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

/**
 * A thread of this JVM was held up in direct reclaim: at a full limit, or on a full machine, it had to free memory itself
 * before it got any. The event's own time is when it was let go, and its thread is the agent's.
 */
@Name("oomwitness.ReclaimStall")
@Label("Reclaim Stall")
@Description("A thread of this JVM had to free memory itself before it got any, for 10 ms or longer")
@Category({"OOM Witness", "Memory"})
@Enabled(true)
@StackTrace(false)
public final class ReclaimStall extends Event {

    @Label("Stall Time")
    @Description("For how long the thread was held up; -1 ns if unknown")
    @Timespan(Timespan.NANOSECONDS)
    public long stallTime = Missing.SPAN;

    @Label("Thread ID")
    @Description("The kernel's, in the JVM's own pid namespace (nid in thread dumps); -1 if unknown")
    public int threadId = Missing.ID;

    @Label("Java Thread")
    @Description("The one living Java thread that fits the kernel's name of the thread")
    public @Nullable String javaThread;

    @Label("Reclaimed")
    @Description("Memory that the thread freed meanwhile; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long reclaimed = Missing.BYTES;

    @Label("Order")
    @Description("2^order pages were asked for, 0 at a cgroup's limit; smallest value if unknown")
    public int order = Missing.SCORE;
}
