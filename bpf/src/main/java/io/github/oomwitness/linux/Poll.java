// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/**
 * Waits in poll(2) until one of a fixed set of descriptors can be read. A thread that waits here costs nothing and
 * does not hold up a safepoint. For one thread only.
 */
public final class Poll implements AutoCloseable {
    /** struct pollfd: int fd; short events; short revents. */
    private static final int ENTRY_SIZE = 8;

    private static final int EVENTS_OFFSET = 4;
    private static final int RETURNED_EVENTS_OFFSET = 6;
    private static final short POLLIN = 1;

    private final NativeMemory entries;
    private final int count;

    public Poll(Descriptor... descriptors) {
        count = descriptors.length;
        entries = NativeMemory.allocate(count * ENTRY_SIZE);
        ByteBuffer buffer = entries.buffer();
        for (int index = 0; index < count; index++) {
            buffer.putInt(index * ENTRY_SIZE, descriptors[index].number());
            buffer.putShort(index * ENTRY_SIZE + EVENTS_OFFSET, POLLIN);
        }
    }

    /**
     * Blocks until a descriptor is readable or in error, or the time is up.
     *
     * @param timeoutMillis -1 waits for ever
     * @return whether one is ready; false after the time-out or a signal
     */
    public boolean await(int timeoutMillis) throws SystemCallException {
        int ready = LibC.poll(entries.address(), count, timeoutMillis);
        if (ready < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.EINTR) {
                return false;
            }
            throw new SystemCallException("poll", errno);
        }
        return ready > 0;
    }

    /** Whether the last {@link #await} found the descriptor at this place of the constructor's list ready. */
    public boolean isReady(int index) {
        return entries.buffer().getShort(index * ENTRY_SIZE + RETURNED_EVENTS_OFFSET) != 0;
    }

    @Override
    public void close() {
        entries.close();
    }
}
