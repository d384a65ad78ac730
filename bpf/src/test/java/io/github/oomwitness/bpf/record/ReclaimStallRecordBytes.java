// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A record of a thread that was held up in direct reclaim, as the kernel program would write it. */
final class ReclaimStallRecordBytes {
    private ReclaimStallRecordBytes() {}

    /** 12 ms in which a thread freed 32 pages. */
    static ByteBuffer sample() {
        ByteBuffer record =
                ByteBuffer.allocate(RecordLayout.ReclaimStallRecord.SIZE_OF).order(ByteOrder.nativeOrder());
        record.putInt(RecordLayout.RecordHeader.KIND, 5);
        record.putInt(RecordLayout.RecordHeader.SIZE, RecordLayout.ReclaimStallRecord.SIZE_OF);
        record.putLong(RecordLayout.RecordHeader.TIME_NS, 9_000_000_000L);
        record.putLong(RecordLayout.ReclaimStallRecord.STALL_NS, 12_000_000L);
        record.putLong(RecordLayout.ReclaimStallRecord.RECLAIMED, 32);
        record.putInt(RecordLayout.ReclaimStallRecord.TID, 42);
        record.putInt(RecordLayout.ReclaimStallRecord.HOST_TID, 4742);
        record.putInt(RecordLayout.ReclaimStallRecord.ORDER, 3);
        record.put(RecordLayout.ReclaimStallRecord.COMM, "worker-3".getBytes(StandardCharsets.US_ASCII));
        return record;
    }
}
