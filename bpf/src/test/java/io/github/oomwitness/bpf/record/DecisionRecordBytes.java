// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import io.github.oomwitness.bpf.record.RecordLayout.DecisionRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A decision as the kernel program writes it on a machine with pages of 4 KiB. */
final class DecisionRecordBytes {
    static final int SEEN = 1;
    static final int HAS_MEMCG = 2;
    static final int HAS_NODEMASK = 4;
    static final int HAS_CPUSET = 8;

    private DecisionRecordBytes() {}

    /** A pod ran out of its 512 MiB; its trigger may use the NUMA nodes 0, 1 and 64. */
    static ByteBuffer sample(int flags) {
        byte[] cpuset = "pod\0".getBytes(StandardCharsets.UTF_8);
        int size = DecisionRecord.CPUSET + cpuset.length;
        ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        record.putInt(RecordLayout.RecordHeader.KIND, 3);
        record.putInt(RecordLayout.RecordHeader.SIZE, size);
        record.putLong(RecordLayout.RecordHeader.TIME_NS, 12_345);
        record.putLong(DecisionRecord.NUMBER, 7);
        record.putInt(DecisionRecord.FLAGS, flags);
        record.putInt(DecisionRecord.CONSTRAINT, 3);
        record.putInt(DecisionRecord.ORDER, -1);
        record.putInt(DecisionRecord.GFP_MASK, 0xcc0);
        record.putLong(DecisionRecord.TOTAL_PAGES, 131_072);
        record.putLong(DecisionRecord.CHOSEN_POINTS, -24);
        record.putInt(DecisionRecord.CHOSEN_HOST_PID, 4711);
        record.putInt(DecisionRecord.CPUSET_SIZE, cpuset.length);
        record.putLong(DecisionRecord.MEMCG_ID, 99);
        record.putLong(DecisionRecord.MEMORY_USAGE, 131_072);
        record.putLong(DecisionRecord.MEMORY_LIMIT, 131_072);
        record.putLong(DecisionRecord.SWAP_USAGE, -1);
        record.putLong(DecisionRecord.SWAP_LIMIT, -1);
        record.putLong(DecisionRecord.MEMORY_FAIL_COUNT, 23);
        for (int field = 0; field < RecordLayout.MemoryAccount.SIZE_OF; field += Long.BYTES) {
            record.putLong(DecisionRecord.ACCOUNT + field, 100 + field / Long.BYTES);
        }
        record.putLong(DecisionRecord.ACCOUNT + RecordLayout.MemoryAccount.ZSWAP_BYTES, -1);
        record.putLong(DecisionRecord.NODEMASK, 1);
        record.putLong(DecisionRecord.MEMS_ALLOWED, 3);
        record.putLong(DecisionRecord.MEMS_ALLOWED + Long.BYTES, 1);
        record.put(DecisionRecord.MESSAGE, "Memory cgroup out of memory".getBytes(StandardCharsets.UTF_8));
        record.put(DecisionRecord.CPUSET, cpuset);
        return record;
    }
}
