// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A record of SIGKILL from a process to another one, as the kernel program would write it. */
final class ProcessKillRecordBytes {
    private ProcessKillRecordBytes() {}

    /** {@code kill -9 17}, by a process that the agent's pid namespace does not show. */
    static ByteBuffer sample() {
        ByteBuffer record =
                ByteBuffer.allocate(RecordLayout.ProcessKillRecord.SIZE_OF).order(ByteOrder.nativeOrder());
        record.putInt(RecordLayout.RecordHeader.KIND, 4);
        record.putInt(RecordLayout.RecordHeader.SIZE, RecordLayout.ProcessKillRecord.SIZE_OF);
        record.putLong(RecordLayout.RecordHeader.TIME_NS, 9_000_000_000L);
        put(record, RecordLayout.ProcessKillRecord.VICTIM, 4711, 17, "worker", "");
        put(record, RecordLayout.ProcessKillRecord.SENDER, 900, 0, "kill", "kill\0-9\0" + "17\0");
        return record;
    }

    private static void put(ByteBuffer record, int offset, int hostPid, int pid, String name, String arguments) {
        byte[] bytes = arguments.getBytes(StandardCharsets.UTF_8);
        record.putInt(offset + RecordLayout.ObservedProcess.HOST_PID, hostPid);
        record.putInt(offset + RecordLayout.ObservedProcess.PID, pid);
        record.putInt(offset + RecordLayout.ObservedProcess.ARGUMENTS_LENGTH, bytes.length);
        record.put(offset + RecordLayout.ObservedProcess.COMM, name.getBytes(StandardCharsets.UTF_8));
        record.put(offset + RecordLayout.ObservedProcess.ARGUMENTS, bytes);
    }
}
