// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.bpf.record.MalformedRecordException;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.bpf.record.RecordLayout;
import io.github.oomwitness.bpf.record.SharedAreaDecoder;
import io.github.oomwitness.bpf.record.StallCounts;
import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.MappedMemory;
import io.github.oomwitness.linux.NativeMemory;
import io.github.oomwitness.linux.SystemCallException;
import io.github.oomwitness.linux.SystemCalls;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The memory that both halves see: settings for the kernel program, its counts, and the answers of its locate program. */
public final class SharedArea implements AutoCloseable {
    /** In the place of a cgroup's id: every process on the machine is witnessed. */
    public static final long EVERY_CGROUP = -1;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedMemory mapping;
    private final ByteBuffer area;
    private final SharedAreaDecoder decoder;
    private final NativeMemory locateAttributes;

    private SharedArea(MappedMemory mapping, int pageSize, Descriptor locateProgram) {
        this.mapping = mapping;
        this.area = mapping.buffer();
        this.decoder = new SharedAreaDecoder(pageSize);
        this.locateAttributes = BpfCommands.attributesToRun(locateProgram);
    }

    /**
     * Maps the area.
     *
     * @param locateProgram the program that {@link #locate} runs
     */
    public static SharedArea map(Descriptor sharedMap, Descriptor locateProgram) throws SystemCallException {
        int pageSize = SystemCalls.pageSize();
        int size = (RecordLayout.SharedArea.SIZE_OF + pageSize - 1) / pageSize * pageSize;
        return new SharedArea(MappedMemory.readWrite(sharedMap, 0, size), pageSize, locateProgram);
    }

    /**
     * The memory cgroup of the calling thread with all of its ancestors, found by the kernel without any path: right in
     * every namespace, and with the limits of levels that no file in a container shows. Takes about 10 us.
     *
     * @throws SystemCallException where the kernel does not run the program
     * @throws MalformedRecordException where its answer makes no sense
     */
    public synchronized MemcgPath locate() throws SystemCallException, MalformedRecordException {
        BpfCommands.run(locateAttributes);
        return decoder.located(area);
    }

    /**
     * Says whose kills are to be told.
     *
     * @param cgroupId kernfs id of a memory cgroup, whose subtree is witnessed; or {@link #EVERY_CGROUP}
     * @param pidNamespace inode of the agent's pid namespace (/proc/self/ns/pid)
     * @param cpuCount highest possible CPU number plus one
     */
    public void witness(long cgroupId, int pidNamespace, int cpuCount) {
        area.putInt(RecordLayout.SharedArea.AGENT_PID_NAMESPACE, pidNamespace);
        area.putInt(RecordLayout.SharedArea.CPU_COUNT, cpuCount);
        LONG.setRelease(area, RecordLayout.SharedArea.WITNESSED_CGROUP_ID, cgroupId);
    }

    /**
     * Says which threads of this process are to be told that were held up in direct reclaim.
     *
     * @param nanos for how long at least; 0 tells none, which is how it begins
     */
    public void tellStallsFrom(long nanos) {
        LONG.setRelease(area, RecordLayout.SharedArea.STALL_THRESHOLD_NS, nanos);
    }

    /** Kills within the witnessed cgroup, by the OOM killer or by other processes, whose record found no room in the ring. */
    public long recordsLost() {
        return (long) LONG.getAcquire(area, RecordLayout.SharedArea.RECORDS_LOST)
                + (long) LONG.getAcquire(area, RecordLayout.SharedArea.PROCESS_KILLS_LOST);
    }

    /** Kills within the witnessed cgroup, lost ones included. */
    public long killsSeen() {
        return (long) LONG.getAcquire(area, RecordLayout.SharedArea.KILLS_SEEN);
    }

    /** Kills in other cgroups of this machine, which are counted and not told. */
    public long killsElsewhere() {
        return (long) LONG.getAcquire(area, RecordLayout.SharedArea.KILLS_ELSEWHERE);
    }

    /** Stalls of this process's threads, those that were not told included. */
    public StallCounts stalls() {
        return new StallCounts(
                (long) LONG.getAcquire(area, RecordLayout.SharedArea.STALLS_SEEN),
                (long) LONG.getAcquire(area, RecordLayout.SharedArea.STALLED_NS),
                (long) LONG.getAcquire(area, RecordLayout.SharedArea.STALLS_UNTOLD));
    }

    /** Processes of the witnessed cgroup whose start the kernel program noted down. */
    public long processesNoted() {
        return (long) LONG.getAcquire(area, RecordLayout.SharedArea.PROCESSES_NOTED);
    }

    /** Unmaps the area. Whoever reads it has ended by then. */
    @Override
    public void close() {
        locateAttributes.close();
        mapping.close();
    }
}
