// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A kill record as the kernel program would write it, with a value of its own in each field. */
final class KillRecordBytes {
    static final int PAGE = 4096;

    private KillRecordBytes() {}

    /** A child of 20 MiB, killed in /pod/container by the pod's limit. */
    static ByteBuffer sample() {
        String text =
                "container\0pod\0\0soffice\0--convert-to\0\0bpf_trace_run2+0x6a/0x100\noom_kill_process+0x1d/0x20\nout_of_memory+0x3/0x4\n\0";
        byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
        int size = RecordLayout.KillRecord.TEXT + textBytes.length;
        ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        record.putInt(RecordLayout.RecordHeader.KIND, 1);
        record.putInt(RecordLayout.RecordHeader.SIZE, size);
        record.putLong(RecordLayout.RecordHeader.TIME_NS, 9_000_000_000L);
        record.putInt(RecordLayout.KillRecord.VICTIM_HOST_PID, 4711);
        record.putInt(RecordLayout.KillRecord.VICTIM_PID, 17);
        record.putInt(RecordLayout.KillRecord.VICTIM_OWN_PID, 1);
        record.putInt(RecordLayout.KillRecord.VICTIM_PID_NAMESPACE_LEVEL, 2);
        record.putInt(RecordLayout.KillRecord.VICTIM_HOST_TID, 4712);
        record.putInt(RecordLayout.KillRecord.VICTIM_OOM_SCORE_ADJ, -998);
        record.putInt(RecordLayout.KillRecord.VICTIM_UID, -2);
        record.putInt(RecordLayout.KillRecord.FLAGS, 1 | 32);
        record.putInt(RecordLayout.KillRecord.PARENT_HOST_PID, 4700);
        record.putInt(RecordLayout.KillRecord.PARENT_PID, 0);
        record.putLong(RecordLayout.KillRecord.VICTIM_START_NS, 8_000_000_000L);
        record.putLong(RecordLayout.KillRecord.VICTIM_FILE_RSS, 3);
        record.putLong(RecordLayout.KillRecord.VICTIM_ANON_RSS, 5120);
        record.putLong(RecordLayout.KillRecord.VICTIM_SWAP, -1);
        record.putLong(RecordLayout.KillRecord.VICTIM_SHMEM_RSS, 0);
        record.putLong(RecordLayout.KillRecord.VICTIM_PAGE_TABLES_BYTES, 86016);
        record.putLong(RecordLayout.KillRecord.VICTIM_TOTAL_VM, 5900);
        record.putLong(RecordLayout.KillRecord.VICTIM_MINOR_FAULTS, 5200);
        record.putLong(RecordLayout.KillRecord.VICTIM_MAJOR_FAULTS, 2);
        record.putInt(RecordLayout.KillRecord.TRIGGER_HOST_PID, 4800);
        record.putInt(RecordLayout.KillRecord.TRIGGER_PID, 21);
        record.putInt(RecordLayout.KillRecord.TRIGGER_HOST_TID, 4801);
        record.putInt(RecordLayout.KillRecord.TRIGGER_TID, 22);
        record.putInt(RecordLayout.KillRecord.TRIGGER_UID, 1000);
        record.putInt(RecordLayout.KillRecord.CPU, 3);
        record.putLong(RecordLayout.KillRecord.MEMORY_LOW, 0);
        record.putLong(RecordLayout.KillRecord.MEMORY_HIGH, Long.MAX_VALUE / PAGE);
        record.putLong(RecordLayout.KillRecord.MEMORY_FAIL_COUNT, 148);
        record.putInt(RecordLayout.KillRecord.SWAPPINESS, 60);
        record.putInt(RecordLayout.KillRecord.HIERARCHY_ID, 0);
        record.putInt(RecordLayout.KillRecord.LEVEL_COUNT, 3);
        record.putInt(RecordLayout.KillRecord.STACK_FRAMES, 3);
        record.putInt(RecordLayout.KillRecord.STACK_OFFSET, 37);
        record.putInt(RecordLayout.KillRecord.TEXT_LENGTH, textBytes.length);
        record.putLong(RecordLayout.KillRecord.PROGRAM_NS, 11_000);
        record.putInt(RecordLayout.KillRecord.CHILD_PID, 16);
        record.putLong(RecordLayout.KillRecord.CHILD_START_NS, 7_000_000_000L);
        record.putInt(RecordLayout.KillRecord.STARTER_TID, 42);
        record.putInt(RecordLayout.KillRecord.ARGUMENTS_OFFSET, 15);
        record.putInt(RecordLayout.KillRecord.ARGUMENTS_LENGTH, 22);
        record.put(RecordLayout.KillRecord.STARTER_COMM, "converter-1".getBytes(StandardCharsets.UTF_8));
        record.put(RecordLayout.KillRecord.VICTIM_COMM, "soffice.bin".getBytes(StandardCharsets.UTF_8));
        record.put(RecordLayout.KillRecord.TRIGGER_COMM, "fifteen-letters".getBytes(StandardCharsets.UTF_8));
        record.put(RecordLayout.KillRecord.NODE_NAME, "converter-0".getBytes(StandardCharsets.UTF_8));
        putLevel(record, 0, 101, 5200, Long.MAX_VALUE / PAGE, 0, 9);
        putLevel(record, 1, 100, 8192, 8192, 10, 3);
        putLevel(record, 2, 1, 0, -1, 14, 0);
        record.put(RecordLayout.KillRecord.TEXT, textBytes);
        return record;
    }

    private static void putLevel(
            ByteBuffer record, int index, long id, long usage, long limit, int nameOffset, int nameLength) {
        int offset = RecordLayout.KillRecord.LEVELS + index * RecordLayout.MemcgLevel.SIZE_OF;
        record.putLong(offset + RecordLayout.MemcgLevel.ID, id);
        record.putLong(offset + RecordLayout.MemcgLevel.USAGE, usage);
        record.putLong(offset + RecordLayout.MemcgLevel.LIMIT, limit);
        record.putLong(offset + RecordLayout.MemcgLevel.SWAP_USAGE, 7);
        record.putLong(offset + RecordLayout.MemcgLevel.SWAP_LIMIT, -1);
        record.putShort(offset + RecordLayout.MemcgLevel.NAME_OFFSET, (short) nameOffset);
        record.putShort(offset + RecordLayout.MemcgLevel.NAME_LENGTH, (short) nameLength);
        record.putShort(offset + RecordLayout.MemcgLevel.OOM_GROUP, (short) (index == 1 ? 1 : 0));
    }
}
