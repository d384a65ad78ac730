// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Waits in poll(2) until one of a fixed set of descriptors is ready. A thread that waits here costs nothing and
 * does not hold up a safepoint. For one thread only.
 */
public final class Poll implements AutoCloseable {
    /** struct pollfd: int fd; short events; short revents. */
    private static final int ENTRY_SIZE = 8;

    private static final int EVENTS_OFFSET = 4;
    private static final int RETURNED_EVENTS_OFFSET = 6;
    private static final short POLLIN = 1;
    private static final short POLLPRI = 2;

    /** struct timespec: seconds, nanoseconds. */
    private static final int TIMESPEC_SIZE = 16;

    private static final int NANOS_OFFSET = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SYS_PPOLL = Architecture.current().ppollSystemCall();

    private final NativeMemory entries;
    private final NativeMemory timeout = NativeMemory.allocate(TIMESPEC_SIZE);
    private final int count;
    private long letGoAt;

    /** Waits for any of these to be readable. */
    public Poll(Descriptor... readable) {
        this(List.of(readable), List.of());
    }

    /**
     * Waits for any of these.
     *
     * @param readable ready when they can be read
     * @param changing files of the kernel that can always be read, and are ready when they have changed since they were
     *     read through this very descriptor ({@code kernfs_generic_poll}); their places follow those of the others
     */
    public Poll(List<Descriptor> readable, List<Descriptor> changing) {
        count = readable.size() + changing.size();
        entries = NativeMemory.allocate(count * ENTRY_SIZE);
        for (int index = 0; index < readable.size(); index++) {
            set(index, readable.get(index), POLLIN);
        }
        for (int index = 0; index < changing.size(); index++) {
            set(readable.size() + index, changing.get(index), POLLPRI);
        }
    }

    /**
     * Blocks until a descriptor is ready or in error, or the time is up.
     *
     * @param timeoutMillis -1 waits for ever
     * @return whether one is ready; false after the time-out or a signal
     */
    public boolean await(int timeoutMillis) throws SystemCallException {
        return isAnyReady(LibC.poll(entries.address(), count, timeoutMillis));
    }

    /**
     * As {@link #await}, and {@link #letGoAt} tells when the wait was over. Linux writes back what is left of the time
     * ({@code poll_select_finish}): so it is the kernel that looks at the clock, before the thread needs a page of its
     * own, for which it may have to wait long where memory has run out.
     *
     * @param timeoutMillis 0 or more
     */
    public boolean awaitNotingTime(long timeoutMillis) throws SystemCallException {
        ByteBuffer left = timeout.buffer();
        long nanos = timeoutMillis * NANOS_PER_MILLI;
        left.putLong(0, nanos / NANOS_PER_SECOND);
        left.putLong(NANOS_OFFSET, nanos % NANOS_PER_SECOND);
        long start = System.nanoTime();
        long ready = LibC.syscall(SYS_PPOLL, entries.address(), count, timeout.address(), 0, 0);
        letGoAt = start + nanos - (left.getLong(0) * NANOS_PER_SECOND + left.getLong(NANOS_OFFSET));
        return isAnyReady(ready);
    }

    /** {@link System#nanoTime()} of the end of the last {@link #awaitNotingTime}. */
    public long letGoAt() {
        return letGoAt;
    }

    /** Whether the last {@link #await} found the descriptor at this place of the constructor's list ready. */
    public boolean isReady(int index) {
        return entries.buffer().getShort(index * ENTRY_SIZE + RETURNED_EVENTS_OFFSET) != 0;
    }

    @Override
    public void close() {
        entries.close();
        timeout.close();
    }

    private static boolean isAnyReady(long ready) throws SystemCallException {
        if (ready < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.EINTR) {
                return false;
            }
            throw new SystemCallException("poll", errno);
        }
        return ready > 0;
    }

    private void set(int index, Descriptor descriptor, short events) {
        ByteBuffer buffer = entries.buffer();
        buffer.putInt(index * ENTRY_SIZE, descriptor.number());
        buffer.putShort(index * ENTRY_SIZE + EVENTS_OFFSET, events);
    }
}
