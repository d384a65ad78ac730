// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import io.github.oomwitness.bpf.record.RecordLayout.DecisionRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes {@code struct decision_record}. */
final class DecisionDecoder {
    private static final int SEEN = 1;
    private static final int HAS_MEMCG = 2;
    private static final int HAS_NODEMASK = 4;
    private static final int HAS_CPUSET = 8;

    private final Pages pages;

    DecisionDecoder(Pages pages) {
        this.pages = pages;
    }

    /** The record is whole up to its cpuset. */
    Decision decode(ByteBuffer record) throws MalformedRecordException {
        int flags = record.getInt(DecisionRecord.FLAGS);
        boolean hasCpuset = (flags & HAS_CPUSET) != 0;
        return new Decision(
                record.getLong(RecordLayout.RecordHeader.TIME_NS),
                record.getLong(DecisionRecord.NUMBER),
                (flags & SEEN) == 0 ? null : decodeControl(record, flags),
                (flags & HAS_MEMCG) == 0 ? null : decodeCgroup(record),
                hasCpuset ? decodeCpuset(record) : null,
                hasCpuset ? nodes(record, DecisionRecord.MEMS_ALLOWED) : null);
    }

    private OomControl decodeControl(ByteBuffer record, int flags) throws MalformedRecordException {
        return new OomControl(
                OomConstraint.of(record.getInt(DecisionRecord.CONSTRAINT)),
                record.getInt(DecisionRecord.ORDER),
                record.getInt(DecisionRecord.GFP_MASK),
                pages.amount(record.getLong(DecisionRecord.TOTAL_PAGES)),
                record.getLong(DecisionRecord.CHOSEN_POINTS),
                record.getInt(DecisionRecord.CHOSEN_HOST_PID),
                RecordText.fixed(record, DecisionRecord.MESSAGE, RecordLayout.MESSAGE_LENGTH),
                pages.size(),
                (flags & HAS_NODEMASK) == 0 ? null : nodes(record, DecisionRecord.NODEMASK));
    }

    private ExhaustedCgroup decodeCgroup(ByteBuffer record) {
        return new ExhaustedCgroup(
                record.getLong(DecisionRecord.MEMCG_ID),
                pages.amount(record.getLong(DecisionRecord.MEMORY_USAGE)),
                pages.limit(record.getLong(DecisionRecord.MEMORY_LIMIT)),
                pages.amount(record.getLong(DecisionRecord.SWAP_USAGE)),
                pages.limit(record.getLong(DecisionRecord.SWAP_LIMIT)),
                record.getLong(DecisionRecord.MEMORY_FAIL_COUNT),
                new AccountReader(record).read());
    }

    /** The kernel calls the root {@code /}, and has no name for it. */
    private static @Nullable String decodeCpuset(ByteBuffer record) throws MalformedRecordException {
        int size = record.getInt(DecisionRecord.CPUSET_SIZE);
        RecordText text = RecordText.within(record, DecisionRecord.CPUSET, size);
        if (size == 0) {
            return null;
        }
        String name = text.string(0, size - 1);
        return name.isEmpty() ? "/" : name;
    }

    private static String nodes(ByteBuffer record, int offset) {
        return NodeList.decode(record, offset, RecordLayout.NODE_WORDS);
    }

    private final class AccountReader {
        private final ByteBuffer record;

        AccountReader(ByteBuffer record) {
            this.record = record;
        }

        MemoryAccount read() {
            return new MemoryAccount(
                    pagesAt(RecordLayout.MemoryAccount.ANON),
                    pagesAt(RecordLayout.MemoryAccount.ANON_HUGE),
                    pagesAt(RecordLayout.MemoryAccount.FILE),
                    pagesAt(RecordLayout.MemoryAccount.SHMEM),
                    at(RecordLayout.MemoryAccount.KERNEL_STACK_BYTES),
                    pagesAt(RecordLayout.MemoryAccount.PAGE_TABLES),
                    at(RecordLayout.MemoryAccount.PERCPU_BYTES),
                    pagesAt(RecordLayout.MemoryAccount.VMALLOC),
                    pagesAt(RecordLayout.MemoryAccount.SOCK),
                    at(RecordLayout.MemoryAccount.SLAB_RECLAIMABLE_BYTES),
                    at(RecordLayout.MemoryAccount.SLAB_UNRECLAIMABLE_BYTES),
                    pagesAt(RecordLayout.MemoryAccount.UNEVICTABLE),
                    at(RecordLayout.MemoryAccount.ZSWAP_BYTES),
                    pagesAt(RecordLayout.MemoryAccount.SWAP_CACHED),
                    at(RecordLayout.MemoryAccount.WORKINGSET_REFAULT_ANON),
                    at(RecordLayout.MemoryAccount.WORKINGSET_REFAULT_FILE),
                    at(RecordLayout.MemoryAccount.PAGES_SCANNED),
                    at(RecordLayout.MemoryAccount.PAGES_STOLEN),
                    at(RecordLayout.MemoryAccount.SWAP_FAIL_COUNT));
        }

        private long at(int offset) {
            return record.getLong(DecisionRecord.ACCOUNT + offset);
        }

        private long pagesAt(int offset) {
            return pages.amount(at(offset));
        }
    }
}
