// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Zeroed memory outside the heap, with the address that a system call wants and the buffer that Java writes to. */
public final class NativeMemory implements AutoCloseable {
    private final Memory memory;
    private final ByteBuffer buffer;

    private NativeMemory(Memory memory) {
        this.memory = memory;
        this.buffer = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
    }

    /**
     * Zeroed memory of a given size.
     *
     * @param size bytes, above 0
     */
    public static NativeMemory allocate(int size) {
        Memory memory = new Memory(size);
        memory.clear();
        return new NativeMemory(memory);
    }

    public static NativeMemory copyOf(byte[] bytes) {
        NativeMemory copy = allocate(bytes.length);
        copy.buffer.put(0, bytes);
        return copy;
    }

    public long address() {
        return com.sun.jna.Pointer.nativeValue(memory);
    }

    public long size() {
        return memory.size();
    }

    /** The whole memory, in native byte order. Not to be used after {@link #close}. */
    public ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() {
        memory.close();
    }
}
