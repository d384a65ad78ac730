// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;

/** NUMA nodes as the kernel prints a bitmap ({@code %*pbl}): 0-1,4. */
final class NodeList {
    private NodeList() {}

    /** The nodes of a mask of 64-bit words; empty where no bit is set. */
    static String decode(ByteBuffer record, int offset, int words) {
        StringBuilder list = new StringBuilder();
        int bits = words * Long.SIZE;
        int first = next(record, offset, 0, bits, true);
        while (first < bits) {
            int end = next(record, offset, first, bits, false);
            list.append(list.length() == 0 ? "" : ",").append(first);
            if (end - first > 1) {
                list.append('-').append(end - 1);
            }
            first = next(record, offset, end, bits, true);
        }
        return list.toString();
    }

    private static int next(ByteBuffer record, int offset, int from, int bits, boolean set) {
        int bit = from;
        while (bit < bits && isSet(record, offset, bit) != set) {
            bit++;
        }
        return bit;
    }

    private static boolean isSet(ByteBuffer record, int offset, int bit) {
        return (record.getLong(offset + bit / Long.SIZE * Long.BYTES) & (1L << (bit % Long.SIZE))) != 0;
    }
}
