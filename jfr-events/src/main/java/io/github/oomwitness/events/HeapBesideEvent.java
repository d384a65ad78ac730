// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/**
 * An event that says how full the JVM was at the same instant: the last seven fields of each of its subtypes.
 *
 * <p>Flight Recorder lists the fields of a class before those of its superclass, so these come last in every tool. All but
 * {@link #jvmRss} are the JVM's own account ({@link java.lang.management.MemoryMXBean} and its companions), and committed
 * memory need not be resident.
 */
public abstract class HeapBesideEvent extends Event {

    @Label("Heap Used")
    @Description("Java heap in use, garbage not yet collected included; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long heapUsed = Missing.BYTES;

    @Label("Heap Committed")
    @Description("Java heap the JVM has asked the kernel for, resident or not; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long heapCommitted = Missing.BYTES;

    @Label("Heap Maximum")
    @Description("What the Java heap may grow to (-Xmx); -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long heapMax = Missing.LIMIT;

    @Label("Heap After GC")
    @Description("Java heap that was in use when its pools were last collected, the live set at best; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long heapAfterGc = Missing.BYTES;

    @Label("Non-Heap Committed")
    @Description("Metaspace, class space and code cache the JVM has asked the kernel for; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long nonHeapCommitted = Missing.BYTES;

    @Label("Direct Memory")
    @Description("Direct byte buffers; those that libraries allocate past the JDK are not counted; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long directMemory = Missing.BYTES;

    @Label("JVM RSS")
    @Description("Resident memory of this JVM's process: anonymous, file and shared; -1 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long jvmRss = Missing.BYTES;

    HeapBesideEvent() {}
}
