// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.KernelProgram;
import io.github.oomwitness.bpf.Ring;
import io.github.oomwitness.bpf.record.Decision;
import io.github.oomwitness.bpf.record.KernelRecord;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MalformedRecordException;
import io.github.oomwitness.bpf.record.ProcessKillRecord;
import io.github.oomwitness.bpf.record.ReclaimStallRecord;
import io.github.oomwitness.bpf.record.RecordDecoder;
import io.github.oomwitness.linux.EventDescriptor;
import io.github.oomwitness.linux.Poll;
import io.github.oomwitness.linux.SystemCallException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The thread that waits for records: blocked in poll(2), at no cost, until the kernel wakes it or it is to end. */
final class RingThread extends Thread {
    private static final int FOR_EVER = -1;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Ring ring;
    private final RecordDecoder decoder;
    private final KillListener listener;
    private final AtomicLong faults;
    private final EventDescriptor wakeUp;
    private final Poll poll;
    /** Made once: where the heap is full not even this could be made. */
    private final Ring.Handler handler = this::tell;

    private volatile boolean ending;
    private volatile @Nullable String failure;
    private @Nullable Decision newestDecision;

    RingThread(KernelProgram program, Ring ring, RecordDecoder decoder, KillListener listener, AtomicLong faults)
            throws SystemCallException {
        super(null, null, "oomwitness-ring", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        this.ring = ring;
        this.decoder = decoder;
        this.listener = listener;
        this.faults = faults;
        this.wakeUp = EventDescriptor.create();
        this.poll = new Poll(program.ring(), wakeUp.descriptor());
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                await();
            }
            // What was written between the last look and the detaching.
            drain();
        } catch (SystemCallException | RuntimeException | Error broken) {
            faults.incrementAndGet();
            failure = String.valueOf(broken.getMessage());
        }
    }

    /** Why it has ended by itself; null where it has not. */
    @Nullable
    String failure() {
        return failure;
    }

    private void await() throws SystemCallException {
        try {
            poll.await(FOR_EVER);
            wakeUp.consume();
            drain();
        } catch (OutOfMemoryError full) {
            // Whatever was too much: what waits in the ring wakes us again.
            faults.incrementAndGet();
        }
    }

    /** The heap may be full of the application's objects: the record stays in the ring until it can be taken. */
    private void drain() {
        int failures = 0;
        while (true) {
            try {
                ring.drain(handler);
                return;
            } catch (OutOfMemoryError full) {
                faults.incrementAndGet();
                if (ending || !HeapShortage.outlasted(++failures)) {
                    return;
                }
            }
        }
    }

    /** Has the thread look into the ring. */
    void nudge() {
        try {
            wakeUp.signal();
        } catch (SystemCallException failure) {
            faults.incrementAndGet();
        }
    }

    /**
     * Wakes the thread and waits for it to end.
     *
     * @return false where it did not in time: then nothing that it reads may be unmapped
     */
    boolean end() {
        ending = true;
        nudge();
        try {
            if (this != Thread.currentThread()) {
                join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (isAlive()) {
            return false;
        }
        poll.close();
        wakeUp.close();
        return true;
    }

    /** The decision comes first, unless the ring had no room for it. */
    private KillRecord withItsDecision(KillRecord kill) {
        Decision decision = newestDecision;
        return decision != null && decision.number() == kill.decisionNumber() ? kill.by(decision) : kill;
    }

    /** One record that cannot be told must not cost those behind it; one that cannot be decoded yet stays where it is. */
    private void tell(ByteBuffer bytes) {
        try {
            KernelRecord record = decoder.decode(bytes);
            // A MemoryFreedRecord has done its work by waking us.
            if (record instanceof Decision decision) {
                newestDecision = decision;
            } else if (record instanceof KillRecord kill) {
                tell(withItsDecision(kill));
            } else if (record instanceof ProcessKillRecord kill) {
                listener.onProcessKill(kill);
            } else if (record instanceof ReclaimStallRecord stall) {
                tell(stall);
            }
        } catch (MalformedRecordException | RuntimeException | StackOverflowError failure) {
            faults.incrementAndGet();
        }
    }

    /** No kill behind it is to wait until there is room in the heap for this. */
    private void tell(ReclaimStallRecord stall) {
        try {
            listener.onStall(stall);
        } catch (OutOfMemoryError failure) {
            faults.incrementAndGet();
        }
    }

    /** Whoever listens has its own way to outlast a full heap; asked again it would tell a kill twice. */
    private void tell(KillRecord kill) {
        try {
            listener.onKill(kill);
        } catch (OutOfMemoryError failure) {
            faults.incrementAndGet();
        }
    }
}
