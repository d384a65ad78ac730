// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.EventDescriptor;
import io.github.oomwitness.linux.Poll;
import io.github.oomwitness.linux.SystemCallException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Does nothing but wait for a bell, so that it always waits when the bell rings: the thread that reads files may just then
 * be waiting for memory, as whoever needs a page does until the victim has died. It notes the time and wakes the other.
 */
final class BellThread extends Thread implements AutoCloseable {
    /** No time of {@link System#nanoTime()}. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int END = 0;
    private static final int BELL = 1;
    private static final long LONG_MILLIS = 3_600_000;
    private static final long PATIENCE_MILLIS = 5_000;

    /** Until the victim has died, the bell rings ten times in a millisecond, for whoever asks for memory in vain. */
    private static final int REST_MILLIS = 10;

    private final EventDescriptor bell;
    private final EventDescriptor end;
    private final EventDescriptor listener;
    private final AtomicLong firstRing = new AtomicLong(NEVER);
    private volatile @Nullable SystemCallException failure;
    private volatile boolean ending;

    /**
     * Not started yet.
     *
     * @param bell that it waits for, and consumes
     * @param listener signalled at each ring; both stay the caller's
     */
    BellThread(EventDescriptor bell, EventDescriptor listener) throws SystemCallException {
        super(null, null, "oomwitness-bell", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        this.bell = bell;
        this.listener = listener;
        this.end = EventDescriptor.create();
    }

    @Override
    public void run() {
        try (Poll both = new Poll(end.descriptor(), bell.descriptor());
                Poll rest = new Poll(end.descriptor())) {
            while (!ending) {
                if (both.awaitNotingTime(LONG_MILLIS) && both.isReady(BELL)) {
                    firstRing.compareAndSet(NEVER, both.letGoAt());
                    consumeBell();
                    listener.signal();
                    rest.await(REST_MILLIS);
                } else if (both.isReady(END) && !ending) {
                    throw new SystemCallException("poll of an eventfd", Errno.EBADF);
                }
            }
        } catch (SystemCallException failed) {
            failure = failed;
            wakeListener();
        }
    }

    /** {@link System#nanoTime()} of the first ring since {@link #forgetBefore}, {@link #NEVER} where there was none. */
    long firstRing() {
        return firstRing.get();
    }

    /** A ring from before this {@link System#nanoTime()} is dealt with. */
    void forgetBefore(long nanoTime) {
        long ring = firstRing.get();
        if (ring != NEVER && ring - nanoTime < 0) {
            firstRing.compareAndSet(ring, NEVER);
        }
    }

    /** Why it waits no longer; null while it does. */
    @Nullable
    SystemCallException failure() {
        return failure;
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        ending = true;
        try {
            end.signal();
            join(PATIENCE_MILLIS);
        } catch (SystemCallException closedByOthers) {
            // Then the wait of the thread has failed as well.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        // What a thread may still wait on stays open.
        if (!isAlive()) {
            end.close();
        }
    }

    /** As it is, a bell that cannot be consumed would end each wait at once. */
    private void consumeBell() throws SystemCallException {
        if (bell.consume() == 0) {
            throw new SystemCallException("read of an eventfd", Errno.EBADF);
        }
    }

    private void wakeListener() {
        try {
            listener.signal();
        } catch (SystemCallException closedByOthers) {
            // The listener's own wait fails then.
        }
    }
}
