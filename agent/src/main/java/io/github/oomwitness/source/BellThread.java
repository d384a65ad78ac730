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
final class BellThread extends Thread {
    private static final int END = 0;
    private static final int BELL = 1;
    private static final long LONG_MILLIS = 3_600_000;
    private static final long PATIENCE_MILLIS = 5_000;

    /** Until the victim has died, the bell rings ten times in a millisecond, for whoever asks for memory in vain. */
    private static final int REST_MILLIS = 10;

    private static final int REST_AFTER_FAILURE_MILLIS = 1_000;

    private final EventDescriptor bell;
    private final EventDescriptor listener;
    private final EventDescriptor end;
    private final Poll endOrBell;
    private final Poll endAlone;
    private final AtomicLong firstRing = new AtomicLong(KillAlarm.NEVER);
    private volatile @Nullable SystemCallException failure;
    private volatile boolean ending;

    /**
     * Not started yet.
     *
     * @param bell that it waits for, and consumes
     * @param listener signalled at each ring; both stay the caller's, who closes them once {@link #end} was true
     */
    BellThread(EventDescriptor bell, EventDescriptor listener) throws SystemCallException {
        super(null, null, "oomwitness-bell", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        this.bell = bell;
        this.listener = listener;
        this.end = EventDescriptor.create();
        this.endOrBell = new Poll(end.descriptor(), bell.descriptor());
        this.endAlone = new Poll(end.descriptor());
    }

    @Override
    public void run() {
        while (!ending && failure == null) {
            try {
                listen();
            } catch (SystemCallException failed) {
                failure = failed;
                wakeListener();
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError passing) {
                // The application's heap is full at this moment, most likely; the files tell of kills meanwhile.
                rest(REST_AFTER_FAILURE_MILLIS);
            }
        }
    }

    /** {@link System#nanoTime()} of the first ring that is not forgotten, {@link KillAlarm#NEVER} where there was none. */
    long firstRing() {
        return firstRing.get();
    }

    /** A ring from before this {@link System#nanoTime()} is dealt with. */
    void forgetBefore(long nanoTime) {
        long ring = firstRing.get();
        if (ring != KillAlarm.NEVER && ring - nanoTime < 0) {
            firstRing.compareAndSet(ring, KillAlarm.NEVER);
        }
    }

    /** Why it waits no longer; null while it does. */
    @Nullable
    SystemCallException failure() {
        return failure;
    }

    /**
     * Wakes the thread and waits for it.
     *
     * @return false where it did not end in time: it may still read from the bell then
     */
    boolean end() {
        ending = true;
        try {
            end.signal();
            join(PATIENCE_MILLIS);
        } catch (SystemCallException closedByOthers) {
            // Then the wait of the thread has failed as well, or fails with the next ring.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (isAlive()) {
            return false;
        }
        endOrBell.close();
        endAlone.close();
        end.close();
        return true;
    }

    private void listen() throws SystemCallException {
        if (!endOrBell.awaitNotingTime(LONG_MILLIS)) {
            return;
        }
        if (endOrBell.isReady(BELL)) {
            firstRing.compareAndSet(KillAlarm.NEVER, endOrBell.letGoAt());
            if (bell.consume() == 0) {
                // Somebody has closed it: as it is, no wait would ever wait again.
                throw new SystemCallException("read of an eventfd", Errno.EBADF);
            }
            listener.signal();
            endAlone.await(REST_MILLIS);
        } else if (endOrBell.isReady(END) && !ending) {
            throw new SystemCallException("poll of an eventfd", Errno.EBADF);
        }
    }

    /** An interrupt is nobody's but the end's. */
    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException woken) {
            // The loop looks at why.
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
