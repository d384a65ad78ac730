// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of one ring record into a {@link KernelRecord}. Stateless: one may serve all threads. */
public final class RecordDecoder {
    private static final int RECORD_KILL = 1;
    private static final int RECORD_MEMORY_FREED = 2;
    private static final int RECORD_DECISION = 3;
    private static final int RECORD_PROCESS_KILL = 4;
    private static final int RECORD_RECLAIM_STALL = 5;

    private static final int KILL_RSS_APPROXIMATE = 1;
    private static final int KILL_SHARES_VICTIM_MM = 2;
    private static final int KILL_LEVELS_TRUNCATED = 4;
    private static final int KILL_TEXT_TRUNCATED = 8;
    private static final int KILL_ARGUMENTS_TRUNCATED = 32;

    private final Pages pages;

    /**
     * A decoder for records of one kernel.
     *
     * @param pageSize bytes in a page of the kernel that wrote the records
     */
    public RecordDecoder(int pageSize) {
        this.pages = new Pages(pageSize);
    }

    /**
     * Decodes one record.
     *
     * @param bytes the record from its first to its last byte; position and order do not matter and do not change
     * @throws MalformedRecordException where it is too short, of an unknown kind or contradicts itself
     */
    public KernelRecord decode(ByteBuffer bytes) throws MalformedRecordException {
        ByteBuffer record = bytes.slice().order(ByteOrder.nativeOrder());
        if (record.limit() < RecordLayout.RecordHeader.SIZE_OF) {
            throw new MalformedRecordException("a record of " + record.limit() + " bytes has no header");
        }
        int kind = record.getInt(RecordLayout.RecordHeader.KIND);
        int size = record.getInt(RecordLayout.RecordHeader.SIZE);
        if (size < 0 || size > record.limit()) {
            throw new MalformedRecordException(
                    "a record says it has " + Integer.toUnsignedString(size) + " bytes and has " + record.limit());
        }
        return switch (kind) {
            case RECORD_KILL -> decodeKill(whole(record, size, RecordLayout.KillRecord.TEXT));
            case RECORD_MEMORY_FREED -> decodeMemoryFreed(whole(record, size, RecordLayout.MemoryFreedRecord.SIZE_OF));
            case RECORD_DECISION ->
                new DecisionDecoder(pages).decode(whole(record, size, RecordLayout.DecisionRecord.CPUSET));
            case RECORD_PROCESS_KILL -> decodeProcessKill(whole(record, size, RecordLayout.ProcessKillRecord.SIZE_OF));
            case RECORD_RECLAIM_STALL -> decodeStall(whole(record, size, RecordLayout.ReclaimStallRecord.SIZE_OF));
            default -> throw new MalformedRecordException("records of kind " + kind + " are unknown");
        };
    }

    private static ByteBuffer whole(ByteBuffer record, int size, int least) throws MalformedRecordException {
        if (size < least) {
            throw new MalformedRecordException(
                    "a record of this kind has at least " + least + " bytes, and this one has " + size);
        }
        return record.slice(0, size).order(ByteOrder.nativeOrder());
    }

    private static MemoryFreedRecord decodeMemoryFreed(ByteBuffer record) {
        return new MemoryFreedRecord(
                record.getLong(RecordLayout.RecordHeader.TIME_NS),
                record.getInt(RecordLayout.MemoryFreedRecord.VICTIM_HOST_PID));
    }

    private static ProcessKillRecord decodeProcessKill(ByteBuffer record) throws MalformedRecordException {
        return new ProcessKillRecord(
                record.getLong(RecordLayout.RecordHeader.TIME_NS),
                decodeObserved(record, RecordLayout.ProcessKillRecord.VICTIM),
                decodeObserved(record, RecordLayout.ProcessKillRecord.SENDER));
    }

    private ReclaimStallRecord decodeStall(ByteBuffer record) {
        return new ReclaimStallRecord(
                record.getLong(RecordLayout.RecordHeader.TIME_NS),
                record.getLong(RecordLayout.ReclaimStallRecord.STALL_NS),
                visiblePid(record.getInt(RecordLayout.ReclaimStallRecord.TID)),
                record.getInt(RecordLayout.ReclaimStallRecord.HOST_TID),
                RecordText.fixed(record, RecordLayout.ReclaimStallRecord.COMM, RecordLayout.COMM_LENGTH),
                pages.amount(record.getLong(RecordLayout.ReclaimStallRecord.RECLAIMED)),
                record.getInt(RecordLayout.ReclaimStallRecord.ORDER));
    }

    private static ObservedProcess decodeObserved(ByteBuffer record, int offset) throws MalformedRecordException {
        int length = record.getInt(offset + RecordLayout.ObservedProcess.ARGUMENTS_LENGTH);
        if (length < 0 || length > RecordLayout.ARGUMENTS_LENGTH) {
            throw new MalformedRecordException(
                    "a process with arguments of " + Integer.toUnsignedString(length) + " bytes");
        }
        RecordText arguments = RecordText.within(record, offset + RecordLayout.ObservedProcess.ARGUMENTS, length);
        return new ObservedProcess(
                visiblePid(record.getInt(offset + RecordLayout.ObservedProcess.PID)),
                record.getInt(offset + RecordLayout.ObservedProcess.HOST_PID),
                RecordText.fixed(record, offset + RecordLayout.ObservedProcess.COMM, RecordLayout.COMM_LENGTH),
                length == 0 ? null : arguments.string(0, length),
                record.getInt(offset + RecordLayout.ObservedProcess.ARGUMENTS_TRUNCATED) != 0);
    }

    private KillRecord decodeKill(ByteBuffer record) throws MalformedRecordException {
        int flags = record.getInt(RecordLayout.KillRecord.FLAGS);
        RecordText text = RecordText.within(
                record, RecordLayout.KillRecord.TEXT, record.getInt(RecordLayout.KillRecord.TEXT_LENGTH));
        MemcgPath memcg = new MemcgPathDecoder(pages)
                .decode(
                        record,
                        RecordLayout.KillRecord.LEVELS,
                        record.getInt(RecordLayout.KillRecord.LEVEL_COUNT),
                        text,
                        record.getInt(RecordLayout.KillRecord.HIERARCHY_ID) == 0,
                        (flags & KILL_LEVELS_TRUNCATED) != 0);
        List<String> stack = KernelStack.decode(
                text,
                record.getInt(RecordLayout.KillRecord.STACK_OFFSET),
                record.getInt(RecordLayout.KillRecord.STACK_FRAMES));
        return new KillRecord(
                record.getLong(RecordLayout.RecordHeader.TIME_NS),
                decodeVictim(record, flags),
                decodeStart(record, flags, text),
                decodeTrigger(record),
                memcg,
                pages.limit(record.getLong(RecordLayout.KillRecord.MEMORY_LOW)),
                pages.limit(record.getLong(RecordLayout.KillRecord.MEMORY_HIGH)),
                record.getLong(RecordLayout.KillRecord.MEMORY_FAIL_COUNT),
                record.getInt(RecordLayout.KillRecord.SWAPPINESS),
                record.getInt(RecordLayout.KillRecord.CPU),
                RecordText.fixed(record, RecordLayout.KillRecord.NODE_NAME, RecordLayout.NODE_NAME_LENGTH),
                stack,
                (flags & KILL_TEXT_TRUNCATED) != 0,
                record.getLong(RecordLayout.KillRecord.PROGRAM_NS),
                record.getLong(RecordLayout.KillRecord.DECISION),
                null);
    }

    private KilledProcess decodeVictim(ByteBuffer record, int flags) {
        return new KilledProcess(
                visiblePid(record.getInt(RecordLayout.KillRecord.VICTIM_PID)),
                record.getInt(RecordLayout.KillRecord.VICTIM_HOST_PID),
                record.getInt(RecordLayout.KillRecord.VICTIM_OWN_PID),
                record.getInt(RecordLayout.KillRecord.VICTIM_PID_NAMESPACE_LEVEL),
                record.getInt(RecordLayout.KillRecord.VICTIM_HOST_TID),
                visiblePid(record.getInt(RecordLayout.KillRecord.PARENT_PID)),
                record.getInt(RecordLayout.KillRecord.PARENT_HOST_PID),
                RecordText.fixed(record, RecordLayout.KillRecord.VICTIM_COMM, RecordLayout.COMM_LENGTH),
                Integer.toUnsignedLong(record.getInt(RecordLayout.KillRecord.VICTIM_UID)),
                record.getLong(RecordLayout.KillRecord.VICTIM_START_NS),
                record.getInt(RecordLayout.KillRecord.VICTIM_OOM_SCORE_ADJ),
                pages.amount(record.getLong(RecordLayout.KillRecord.VICTIM_ANON_RSS)),
                pages.amount(record.getLong(RecordLayout.KillRecord.VICTIM_FILE_RSS)),
                pages.amount(record.getLong(RecordLayout.KillRecord.VICTIM_SHMEM_RSS)),
                pages.amount(record.getLong(RecordLayout.KillRecord.VICTIM_SWAP)),
                record.getLong(RecordLayout.KillRecord.VICTIM_PAGE_TABLES_BYTES),
                pages.amount(record.getLong(RecordLayout.KillRecord.VICTIM_TOTAL_VM)),
                record.getLong(RecordLayout.KillRecord.VICTIM_MINOR_FAULTS),
                record.getLong(RecordLayout.KillRecord.VICTIM_MAJOR_FAULTS),
                (flags & KILL_RSS_APPROXIMATE) != 0,
                (flags & KILL_SHARES_VICTIM_MM) != 0);
    }

    private static ProcessStart decodeStart(ByteBuffer record, int flags, RecordText text)
            throws MalformedRecordException {
        int length = record.getInt(RecordLayout.KillRecord.ARGUMENTS_LENGTH);
        return new ProcessStart(
                length == 0 ? null : text.string(record.getInt(RecordLayout.KillRecord.ARGUMENTS_OFFSET), length),
                (flags & KILL_ARGUMENTS_TRUNCATED) != 0,
                decodeStarter(record));
    }

    private static @Nullable StartingThread decodeStarter(ByteBuffer record) {
        int tid = record.getInt(RecordLayout.KillRecord.STARTER_TID);
        return tid == 0
                ? null
                : new StartingThread(
                        tid,
                        RecordText.fixed(record, RecordLayout.KillRecord.STARTER_COMM, RecordLayout.COMM_LENGTH),
                        visiblePid(record.getInt(RecordLayout.KillRecord.CHILD_PID)),
                        record.getLong(RecordLayout.KillRecord.CHILD_START_NS));
    }

    private static TriggeringTask decodeTrigger(ByteBuffer record) {
        return new TriggeringTask(
                visiblePid(record.getInt(RecordLayout.KillRecord.TRIGGER_PID)),
                visiblePid(record.getInt(RecordLayout.KillRecord.TRIGGER_TID)),
                record.getInt(RecordLayout.KillRecord.TRIGGER_HOST_PID),
                record.getInt(RecordLayout.KillRecord.TRIGGER_HOST_TID),
                RecordText.fixed(record, RecordLayout.KillRecord.TRIGGER_COMM, RecordLayout.COMM_LENGTH),
                Integer.toUnsignedLong(record.getInt(RecordLayout.KillRecord.TRIGGER_UID)));
    }

    /** The program writes 0 for a process that has no number in the agent's namespace. */
    private static int visiblePid(int pid) {
        return pid == 0 ? -1 : pid;
    }
}
