// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.MappedMemory;
import io.github.oomwitness.linux.SystemCallException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The consumer's side of a BPF ring buffer (kernel/bpf/ringbuf.c): reads records straight from the memory that the
 * kernel writes. One reader only.
 *
 * <p>The kernel maps the data twice in a row, so that no record is ever split at the ring's end.
 */
public final class Ring implements AutoCloseable {
    private static final VarHandle POSITION =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle LENGTH = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    /** BPF_RINGBUF_HDR_SZ: the length with its flags, then a page offset. */
    private static final int HEADER_SIZE = 8;

    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final int ALIGNMENT = 8;

    private final MappedMemory consumerPage;
    private final MappedMemory producerPages;
    private final ByteBuffer consumer;
    private final ByteBuffer producer;
    private final int pageSize;
    private final long mask;
    private long position;

    /** Receives one record; the bytes are the kernel's own and valid only during the call. */
    @FunctionalInterface
    public interface Handler {
        void accept(ByteBuffer record);
    }

    private Ring(MappedMemory consumerPage, MappedMemory producerPages, int size, int pageSize) {
        this.consumerPage = consumerPage;
        this.producerPages = producerPages;
        this.consumer = consumerPage.buffer();
        this.producer = producerPages.buffer();
        this.pageSize = pageSize;
        this.mask = size - 1L;
        this.position = (long) POSITION.getAcquire(consumer, 0);
    }

    /**
     * Maps a ring. An inherited descriptor will do; no capability is asked for.
     *
     * @param size bytes of data as the map was made: a power of two and a multiple of the page size
     */
    public static Ring map(Descriptor descriptor, int size, int pageSize) throws SystemCallException {
        MappedMemory consumer = MappedMemory.readWrite(descriptor, 0, pageSize);
        try {
            return new Ring(consumer, MappedMemory.readOnly(descriptor, pageSize, pageSize + 2 * size), size, pageSize);
        } catch (SystemCallException failure) {
            consumer.close();
            throw failure;
        }
    }

    /**
     * Hands over every record that is complete by now, oldest first, and frees its room.
     *
     * @return how many
     */
    public int drain(Handler handler) {
        int records = 0;
        long end = (long) POSITION.getAcquire(producer, 0);
        while (position < end) {
            int offset = pageSize + (int) (position & mask);
            int length = (int) LENGTH.getAcquire(producer, offset);
            if ((length & BUSY) != 0) {
                break;
            }
            int size = length & ~DISCARDED;
            if ((length & DISCARDED) == 0) {
                handler.accept(producer.slice(offset + HEADER_SIZE, size).order(ByteOrder.nativeOrder()));
                records++;
            }
            position += roundUp(size + HEADER_SIZE);
            POSITION.setRelease(consumer, 0, position);
            end = (long) POSITION.getAcquire(producer, 0);
        }
        return records;
    }

    /** Whether something waits to be read. For any thread, as long as the ring is mapped. */
    public boolean isPending() {
        return (long) POSITION.getAcquire(producer, 0) != (long) POSITION.getAcquire(consumer, 0);
    }

    /** Where the next record to be read lies; only ever grows. For any thread, as long as the ring is mapped. */
    public long readUpTo() {
        return (long) POSITION.getAcquire(consumer, 0);
    }

    /** Unmaps the ring. Its reader has ended by then. */
    @Override
    public void close() {
        producerPages.close();
        consumerPage.close();
    }

    private static int roundUp(int size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
