// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A record that no kernel wrote. Taken through the same steps as a real one at start, it has every class that a kill
 * needs loaded before memory is short; it is never told.
 */
public final class ExampleRecord {
    private ExampleRecord() {}

    /** A decision about memory of no size. */
    public static ByteBuffer decisionBytes() {
        int size = RecordLayout.DecisionRecord.CPUSET + 1;
        ByteBuffer record = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        record.putInt(RecordLayout.RecordHeader.KIND, 3);
        record.putInt(RecordLayout.RecordHeader.SIZE, size);
        record.putLong(RecordLayout.DecisionRecord.NUMBER, 1);
        record.putInt(RecordLayout.DecisionRecord.FLAGS, 15);
        record.putInt(RecordLayout.DecisionRecord.CONSTRAINT, 3);
        record.putInt(RecordLayout.DecisionRecord.CPUSET_SIZE, 1);
        record.putLong(RecordLayout.DecisionRecord.NODEMASK, 1);
        return record;
    }

    /** A stall that took no time. */
    public static ByteBuffer stallBytes() {
        int size = RecordLayout.ReclaimStallRecord.SIZE_OF;
        ByteBuffer record = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        record.putInt(RecordLayout.RecordHeader.KIND, 5);
        record.putInt(RecordLayout.RecordHeader.SIZE, size);
        return record;
    }

    /** A process of no size, killed in a cgroup below the root. */
    public static ByteBuffer bytes() {
        byte[] text =
                "example\0\0java\0-jar\0example.jar\0oom_kill_process+0x0/0x0\n\0".getBytes(StandardCharsets.US_ASCII);
        int size = RecordLayout.KillRecord.TEXT + text.length;
        ByteBuffer record = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        record.putInt(RecordLayout.RecordHeader.KIND, 1);
        record.putInt(RecordLayout.RecordHeader.SIZE, size);
        record.putInt(RecordLayout.KillRecord.LEVEL_COUNT, 2);
        record.putInt(RecordLayout.KillRecord.STACK_FRAMES, 1);
        record.putInt(RecordLayout.KillRecord.STACK_OFFSET, 31);
        record.putInt(RecordLayout.KillRecord.ARGUMENTS_OFFSET, 9);
        record.putInt(RecordLayout.KillRecord.ARGUMENTS_LENGTH, 22);
        record.putInt(RecordLayout.KillRecord.STARTER_TID, 1);
        record.putInt(RecordLayout.KillRecord.TEXT_LENGTH, text.length);
        record.putShort(RecordLayout.KillRecord.LEVELS + RecordLayout.MemcgLevel.NAME_LENGTH, (short) 7);
        int root = RecordLayout.KillRecord.LEVELS + RecordLayout.MemcgLevel.SIZE_OF;
        record.putShort(root + RecordLayout.MemcgLevel.NAME_OFFSET, (short) 8);
        record.put(RecordLayout.KillRecord.TEXT, text);
        return record;
    }
}
