// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.KernelProgram;
import io.github.oomwitness.bpf.Ring;
import io.github.oomwitness.bpf.record.KernelRecord;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MalformedRecordException;
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
    private volatile boolean ending;
    private volatile @Nullable String failure;

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
                poll.await(FOR_EVER);
                wakeUp.consume();
                ring.drain(this::tell);
            }
            // What was written between the last look and the detaching.
            ring.drain(this::tell);
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

    /** One record that cannot be told must not cost those behind it. */
    private void tell(ByteBuffer bytes) {
        try {
            KernelRecord record = decoder.decode(bytes);
            // A MemoryFreedRecord has done its work by waking us.
            if (record instanceof KillRecord kill) {
                listener.onKill(kill);
            }
        } catch (MalformedRecordException | RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            faults.incrementAndGet();
        }
    }
}
