// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupLocator;
import io.github.oomwitness.cgroup.CgroupLookup;
import io.github.oomwitness.cgroup.CgroupReader;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.MemoryStatField;
import io.github.oomwitness.jvm.HeapExtentReader;
import io.github.oomwitness.jvm.HeapReader;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.OwnMemoryReader;
import io.github.oomwitness.pressure.MemoryAccount;
import io.github.oomwitness.pressure.PressureDetector;
import io.github.oomwitness.pressure.PressureReading;
import io.github.oomwitness.pressure.PressureState;
import io.github.oomwitness.pressure.SamplingPlan;
import io.github.oomwitness.pressure.Thresholds;
import io.github.oomwitness.process.SwapSpaceReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;

/** Reads what the agent reads, with its readers and at its times, inside of the JVM that is to be witnessed. */
final class Recorder extends Thread {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final CgroupLocation location;
    private final CgroupReader files;
    private final HeapReader heapReader = new HeapReader();
    private final HeapExtentReader extentReader = new HeapExtentReader();
    private final OwnMemoryReader ownReader = new OwnMemoryReader();
    private final SwapSpaceReader swapReader = new SwapSpaceReader();
    private final DataOutputStream output;
    private volatile boolean forgets;

    Recorder(DataOutputStream output) {
        super(null, null, "recorder", 0, false);
        setDaemon(true);
        if (!(CgroupLocator.locateOwn() instanceof CgroupLookup.Found found)) {
            throw new IllegalStateException("this JVM's memory cgroup cannot be found");
        }
        this.location = found.location();
        this.files = CgroupReader.open(location);
        this.output = output;
    }

    /** The agent's looks depend on what it has seen: from here on, they do on what comes now. */
    void forget() {
        forgets = true;
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        PressureState state = PressureDetector.next(PressureState.initial(), record(), Thresholds.DEFAULT);
        SamplingPlan plan = SamplingPlan.after(state);
        long next = System.nanoTime();
        while (true) {
            next = Math.max(
                    next + (plan == null ? INTERVAL_NANOS : plan.pauseNanos(INTERVAL_NANOS)), System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
            if (forgets) {
                forgets = false;
                state = PressureState.initial();
                plan = null;
                next = System.nanoTime();
            }
            if (plan == null || plan.wantsEverything(System.nanoTime(), files.readUsage(), INTERVAL_NANOS)) {
                state = PressureDetector.next(state, record(), Thresholds.DEFAULT);
                plan = plan == null ? SamplingPlan.after(state) : plan.next(state);
            }
        }
    }

    private PressureReading record() {
        CgroupReading reading = files.read();
        HeapReading heap = heapReader.read();
        PressureReading pressure = MemoryAccount.at(
                System.nanoTime(),
                reading,
                location.path(),
                null,
                heap,
                extentReader.read(heap),
                ownReader.read(),
                swapReader.read());
        long evictable = Math.max(0, reading.stat().get(MemoryStatField.INACTIVE_FILE))
                + Math.max(0, reading.stat().get(MemoryStatField.ACTIVE_FILE));
        try {
            new RecordedReading(
                            pressure,
                            reading.workingSet(),
                            pressure.limit() - reading.usage() + evictable,
                            reading.swapUsage())
                    .write(output);
            output.flush();
        } catch (IOException nobodyListens) {
            throw new UncheckedIOException(nobodyListens);
        }
        return pressure;
    }
}
