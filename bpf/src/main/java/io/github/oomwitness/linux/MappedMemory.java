// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory shared with the kernel through mmap(2).
 *
 * <p>Reading the buffer after {@link #close} is a segmentation fault, which takes the application with it. So
 * whoever owns a mapping closes it only after the last thread that reads it has ended.
 */
public final class MappedMemory implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final long MAP_FAILED = -1;

    private final long address;
    private final long length;
    private final ByteBuffer buffer;
    private boolean open = true;

    private MappedMemory(long address, long length) {
        this.address = address;
        this.length = length;
        this.buffer = new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
    }

    /**
     * Maps part of what a descriptor stands for.
     *
     * @param offset bytes from the start, a multiple of the page size
     * @param length bytes, above 0
     */
    public static MappedMemory readOnly(Descriptor descriptor, long offset, int length) throws SystemCallException {
        return map(descriptor, offset, length, PROT_READ);
    }

    /** As {@link #readOnly}, for writing too. */
    public static MappedMemory readWrite(Descriptor descriptor, long offset, int length) throws SystemCallException {
        return map(descriptor, offset, length, PROT_READ | PROT_WRITE);
    }

    /** All of the mapping, in native byte order. */
    public ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            LibC.munmap(address, length);
        }
    }

    private static MappedMemory map(Descriptor descriptor, long offset, int length, int protection)
            throws SystemCallException {
        long address = LibC.mmap(0, length, protection, MAP_SHARED, descriptor.number(), offset);
        if (address == MAP_FAILED) {
            throw SystemCalls.failure("mmap");
        }
        return new MappedMemory(address, length);
    }
}
