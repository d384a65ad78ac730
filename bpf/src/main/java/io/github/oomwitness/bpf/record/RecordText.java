// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The variable part of a record: strings one after the other, each ended by a zero byte. */
final class RecordText {
    private final ByteBuffer record;
    private final int start;
    private final int length;

    private RecordText(ByteBuffer record, int start, int length) {
        this.record = record;
        this.start = start;
        this.length = length;
    }

    /**
     * The text of a record.
     *
     * @throws MalformedRecordException where it would reach past the record's end
     */
    static RecordText within(ByteBuffer record, int start, int length) throws MalformedRecordException {
        if (length < 0 || length > record.limit() - start) {
            throw new MalformedRecordException("a text of " + Integer.toUnsignedString(length)
                    + " bytes does not fit into a record of " + record.limit());
        }
        return new RecordText(record, start, length);
    }

    /**
     * One string of it.
     *
     * @throws MalformedRecordException where it would reach past the text's end
     */
    String string(int offset, int stringLength) throws MalformedRecordException {
        if (offset < 0 || stringLength < 0 || offset > length - stringLength) {
            throw new MalformedRecordException(
                    "a string of " + stringLength + " bytes at " + offset + " does not fit into a text of " + length);
        }
        return read(record, start + offset, stringLength);
    }

    /** From an offset to the end of the text; empty where the offset lies beyond. */
    String from(int offset) {
        return offset < 0 || offset >= length ? "" : fixed(record, start + offset, length - offset);
    }

    /** A char array of the kernel: up to its first zero byte. */
    static String fixed(ByteBuffer record, int offset, int capacity) {
        int end = 0;
        while (end < capacity && record.get(offset + end) != 0) {
            end++;
        }
        return read(record, offset, end);
    }

    private static String read(ByteBuffer record, int offset, int stringLength) {
        byte[] bytes = new byte[stringLength];
        record.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
