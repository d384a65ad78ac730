// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.bpf.Diagnosis;
import io.github.oomwitness.bpf.KernelProgram;
import io.github.oomwitness.bpf.KernelProgramLoader;
import io.github.oomwitness.bpf.ProcessStanding;
import io.github.oomwitness.bpf.Ring;
import io.github.oomwitness.bpf.Rung;
import io.github.oomwitness.bpf.SharedArea;
import io.github.oomwitness.bpf.record.Decision;
import io.github.oomwitness.bpf.record.ExampleRecord;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MalformedRecordException;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.bpf.record.RecordDecoder;
import io.github.oomwitness.bpf.record.StallCounts;
import io.github.oomwitness.jvm.OwnProcess;
import io.github.oomwitness.linux.SystemCallException;
import io.github.oomwitness.linux.SystemCalls;
import io.github.oomwitness.options.WitnessScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Kills as the kernel program tells them. */
final class KernelProgramSource implements KillSource {
    /** About 240 kills with their decisions, 2.1 KB each: a storm of 200 kills a second while a collection stops the reader for a second. */
    private static final int RING_SIZE = 512 * 1024;

    /** Shorter ones are everyday life at a full limit: they are not even counted. */
    private static final long SHORTEST_STALL_NANOS = 10_000_000;

    private final WitnessScope scope;
    private final KernelProgram program;
    private final SharedArea shared;
    private final Ring ring;
    private final boolean seesStalls;
    private final RecordDecoder decoder;
    private final AtomicLong faults = new AtomicLong();
    private final WaitingRecord oldest = new WaitingRecord();
    private volatile @Nullable RingThread thread;
    private boolean troubleTaken;
    private boolean closing;
    private boolean closed;
    private long lostRecords;
    private @Nullable StallCounts stalls;

    private KernelProgramSource(
            WitnessScope scope, KernelProgram program, SharedArea shared, Ring ring, boolean seesStalls, int pageSize) {
        this.scope = scope;
        this.program = program;
        this.shared = shared;
        this.ring = ring;
        this.seesStalls = seesStalls;
        this.decoder = new RecordDecoder(pageSize);
    }

    /**
     * Loads a rung; native access is open by then.
     *
     * @param scope whose kills the kernel is to tell
     * @throws KillSourceException with a diagnosis where the kernel refuses
     */
    static KernelProgramSource open(Rung rung, WitnessScope scope) throws KillSourceException {
        try {
            KernelProgram program = KernelProgramLoader.load(rung, RING_SIZE);
            try {
                return open(scope, program);
            } catch (SystemCallException | RuntimeException failure) {
                program.close();
                throw failure;
            }
        } catch (SystemCallException refusal) {
            throw KillSourceException.of(Diagnosis.of(rung, refusal, ProcessStanding.ofThisProcess()));
        } catch (IOException broken) {
            throw new KillSourceException(
                    DegradedReason.CONFIGURATION, "this agent's jar is damaged: " + broken.getMessage());
        }
    }

    private static KernelProgramSource open(WitnessScope scope, KernelProgram program) throws SystemCallException {
        int pageSize = SystemCalls.pageSize();
        SharedArea shared = SharedArea.map(program.sharedMap(), program.locateProgram());
        try {
            Ring ring = Ring.map(program.ring(), program.ringSize(), pageSize);
            // Before anybody asks whether they are seen. None is told until start says which.
            return new KernelProgramSource(scope, program, shared, ring, program.watchStalls(), pageSize);
        } catch (SystemCallException failure) {
            shared.close();
            throw failure;
        }
    }

    @Override
    public String name() {
        return program.rung().source();
    }

    @Override
    public String loader() {
        return program.loader();
    }

    @Override
    public @Nullable String manner() {
        List<String> parts = new ArrayList<>();
        if (!program.loader().equals(KernelProgram.LIGHT)) {
            parts.add("loaded by " + program.loader());
        }
        if (program.isLeast()) {
            parts.add("without command lines, descent, kills by other processes, and stalls in reclaim");
        } else if (!seesStalls) {
            parts.add("without stalls in reclaim");
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    @Override
    public void start(KillListener listener) throws KillSourceException {
        try {
            MemcgPath own = shared.locate();
            shared.witness(WitnessedCgroup.idOf(scope, own), OwnProcess.pidNamespace(), OwnProcess.possibleCpus());
            if (decoder.decode(ExampleRecord.bytes()) instanceof KillRecord example
                    && decoder.decode(ExampleRecord.decisionBytes()) instanceof Decision decision) {
                listener.prepare(example.by(decision));
            }
            decoder.decode(ExampleRecord.stallBytes());
            RingThread reader = new RingThread(program, ring, decoder, listener, faults);
            thread = reader;
            reader.start();
            faults.addAndGet(program.attach());
            shared.tellStallsFrom(SHORTEST_STALL_NANOS);
        } catch (SystemCallException refusal) {
            throw KillSourceException.of(Diagnosis.of(program.rung(), refusal, ProcessStanding.ofThisProcess()));
        } catch (MalformedRecordException | IOException unknown) {
            throw new KillSourceException(
                    DegradedReason.CONFIGURATION,
                    "the agent cannot tell where it runs (" + unknown.getMessage()
                            + "): /proc and /sys must be mounted, and files be left to open (ulimit -n)");
        }
    }

    @Override
    public synchronized @Nullable MemcgPath locate() {
        try {
            return closed ? null : shared.locate();
        } catch (SystemCallException | MalformedRecordException failure) {
            faults.incrementAndGet();
            return null;
        }
    }

    @Override
    public synchronized boolean isVictimDying() {
        RingThread reader = thread;
        if (closing || reader == null || !ring.isPending()) {
            return false;
        }
        if (oldest.isDue(ring.readUpTo(), System.nanoTime())) {
            reader.nudge();
            return false;
        }
        return true;
    }

    @Override
    public synchronized @Nullable String takeTrouble() {
        String failure = failure();
        if (failure == null || troubleTaken) {
            return null;
        }
        troubleTaken = true;
        return "the thread that waits for the kernel program's records has ended: " + failure;
    }

    @Override
    public boolean hasFailed() {
        return failure() != null;
    }

    @Override
    public synchronized long lostRecords() {
        if (!closed) {
            lostRecords = shared.recordsLost();
        }
        return lostRecords;
    }

    @Override
    public synchronized @Nullable StallCounts stalls() {
        if (!closed && seesStalls) {
            stalls = shared.stalls();
        }
        return stalls;
    }

    @Override
    public long faults() {
        return faults.get();
    }

    @Override
    public void close() {
        RingThread reader;
        synchronized (this) {
            if (closing) {
                return;
            }
            // From here on no sample wakes the thread: its descriptor's number may soon be the application's.
            closing = true;
            reader = thread;
        }
        program.detach();
        if (reader == null || reader.end()) {
            unmap();
        }
    }

    private @Nullable String failure() {
        RingThread reader = thread;
        return reader == null ? null : reader.failure();
    }

    /** A scrape or a recording may still ask for the count of lost records: what it reads must not vanish under it. */
    private synchronized void unmap() {
        if (!closed) {
            lostRecords = shared.recordsLost();
            stalls = seesStalls ? shared.stalls() : null;
            closed = true;
            ring.close();
            shared.close();
            program.close();
        }
    }
}
