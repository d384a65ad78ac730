// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

/** An eventfd(2): wakes a thread that waits in poll(2). */
public final class EventDescriptor implements AutoCloseable {
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int COUNTER_SIZE = Long.BYTES;

    private final Descriptor descriptor;
    private final NativeMemory counter = NativeMemory.allocate(COUNTER_SIZE);

    private EventDescriptor(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    public static EventDescriptor create() throws SystemCallException {
        int number = LibC.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (number < 0) {
            throw SystemCalls.failure("eventfd");
        }
        return new EventDescriptor(new Descriptor(number));
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /** Makes the descriptor readable until {@link #consume}. */
    public synchronized void signal() throws SystemCallException {
        counter.buffer().putLong(0, 1);
        if (LibC.write(descriptor.number(), counter.address(), COUNTER_SIZE) != COUNTER_SIZE) {
            throw SystemCalls.failure("write to an eventfd");
        }
    }

    /** How often it was signalled since the last call; 0 where it was not. */
    public synchronized long consume() {
        long read = LibC.read(descriptor.number(), counter.address(), COUNTER_SIZE);
        return read == COUNTER_SIZE ? counter.buffer().getLong(0) : 0;
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
