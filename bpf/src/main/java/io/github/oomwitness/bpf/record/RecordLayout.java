// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * Offsets and sizes in bytes of what {@code oomwitness.h} declares. Each constant has the name of its C field in
 * capitals; a test compares them with the BTF of the compiled program, so that a change on one side only is noticed.
 */
public final class RecordLayout {
    public static final int COMM_LENGTH = 16;
    public static final int ARGUMENTS_LENGTH = 512;
    public static final int NODE_NAME_LENGTH = 72;
    public static final int MAX_LEVELS = 16;
    public static final int TEXT_LENGTH = 4096;
    public static final int MESSAGE_LENGTH = 64;
    public static final int CPUSET_LENGTH = 256;
    public static final int NODE_WORDS = 16;

    private RecordLayout() {}

    /** {@code struct record_header}. */
    public static final class RecordHeader {
        public static final int KIND = 0;
        public static final int SIZE = 4;
        public static final int TIME_NS = 8;

        public static final int SIZE_OF = 16;

        private RecordHeader() {}
    }

    /** {@code struct memcg_level}. */
    public static final class MemcgLevel {
        public static final int ID = 0;
        public static final int USAGE = 8;
        public static final int LIMIT = 16;
        public static final int SWAP_USAGE = 24;
        public static final int SWAP_LIMIT = 32;
        public static final int NAME_OFFSET = 40;
        public static final int NAME_LENGTH = 42;
        public static final int OOM_GROUP = 44;
        public static final int RESERVED = 46;

        public static final int SIZE_OF = 48;

        private MemcgLevel() {}
    }

    /** {@code struct kill_record}. Its size counts the whole text; a record on the wire ends with the text's used part. */
    public static final class KillRecord {
        public static final int HEADER = 0;
        public static final int VICTIM_HOST_PID = 16;
        public static final int VICTIM_PID = 20;
        public static final int VICTIM_OWN_PID = 24;
        public static final int VICTIM_PID_NAMESPACE_LEVEL = 28;
        public static final int VICTIM_HOST_TID = 32;
        public static final int VICTIM_OOM_SCORE_ADJ = 36;
        public static final int VICTIM_UID = 40;
        public static final int FLAGS = 44;
        public static final int PARENT_HOST_PID = 48;
        public static final int PARENT_PID = 52;
        public static final int VICTIM_START_NS = 56;
        public static final int VICTIM_FILE_RSS = 64;
        public static final int VICTIM_ANON_RSS = 72;
        public static final int VICTIM_SWAP = 80;
        public static final int VICTIM_SHMEM_RSS = 88;
        public static final int VICTIM_PAGE_TABLES_BYTES = 96;
        public static final int VICTIM_TOTAL_VM = 104;
        public static final int VICTIM_MINOR_FAULTS = 112;
        public static final int VICTIM_MAJOR_FAULTS = 120;
        public static final int TRIGGER_HOST_PID = 128;
        public static final int TRIGGER_PID = 132;
        public static final int TRIGGER_HOST_TID = 136;
        public static final int TRIGGER_TID = 140;
        public static final int TRIGGER_UID = 144;
        public static final int CPU = 148;
        public static final int MEMORY_LOW = 152;
        public static final int MEMORY_HIGH = 160;
        public static final int MEMORY_FAIL_COUNT = 168;
        public static final int SWAPPINESS = 176;
        public static final int HIERARCHY_ID = 180;
        public static final int LEVEL_COUNT = 184;
        public static final int STACK_FRAMES = 188;
        public static final int STACK_OFFSET = 192;
        public static final int TEXT_LENGTH = 196;
        public static final int PROGRAM_NS = 200;
        public static final int DECISION = 208;
        public static final int STARTER_TID = 216;
        public static final int CHILD_PID = 220;
        public static final int CHILD_START_NS = 224;
        public static final int ARGUMENTS_OFFSET = 232;
        public static final int ARGUMENTS_LENGTH = 236;
        public static final int VICTIM_COMM = 240;
        public static final int TRIGGER_COMM = 256;
        public static final int STARTER_COMM = 272;
        public static final int NODE_NAME = 288;
        public static final int LEVELS = 360;
        public static final int TEXT = LEVELS + MAX_LEVELS * MemcgLevel.SIZE_OF;

        public static final int SIZE_OF = TEXT + RecordLayout.TEXT_LENGTH;

        private KillRecord() {}
    }

    /** {@code struct memory_account}. */
    public static final class MemoryAccount {
        public static final int ANON = 0;
        public static final int ANON_HUGE = 8;
        public static final int FILE = 16;
        public static final int SHMEM = 24;
        public static final int KERNEL_STACK_BYTES = 32;
        public static final int PAGE_TABLES = 40;
        public static final int PERCPU_BYTES = 48;
        public static final int VMALLOC = 56;
        public static final int SOCK = 64;
        public static final int SLAB_RECLAIMABLE_BYTES = 72;
        public static final int SLAB_UNRECLAIMABLE_BYTES = 80;
        public static final int UNEVICTABLE = 88;
        public static final int ZSWAP_BYTES = 96;
        public static final int SWAP_CACHED = 104;
        public static final int WORKINGSET_REFAULT_ANON = 112;
        public static final int WORKINGSET_REFAULT_FILE = 120;
        public static final int PAGES_SCANNED = 128;
        public static final int PAGES_STOLEN = 136;
        public static final int SWAP_FAIL_COUNT = 144;

        public static final int SIZE_OF = 152;

        private MemoryAccount() {}
    }

    /** {@code struct decision_record}. Its size counts the whole cpuset; a record on the wire ends with its used part. */
    public static final class DecisionRecord {
        public static final int HEADER = 0;
        public static final int NUMBER = 16;
        public static final int FLAGS = 24;
        public static final int CONSTRAINT = 28;
        public static final int ORDER = 32;
        public static final int GFP_MASK = 36;
        public static final int TOTAL_PAGES = 40;
        public static final int CHOSEN_POINTS = 48;
        public static final int CHOSEN_HOST_PID = 56;
        public static final int CPUSET_SIZE = 60;
        public static final int MEMCG_ID = 64;
        public static final int MEMORY_USAGE = 72;
        public static final int MEMORY_LIMIT = 80;
        public static final int SWAP_USAGE = 88;
        public static final int SWAP_LIMIT = 96;
        public static final int MEMORY_FAIL_COUNT = 104;
        public static final int ACCOUNT = 112;
        public static final int NODEMASK = ACCOUNT + MemoryAccount.SIZE_OF;
        public static final int MEMS_ALLOWED = NODEMASK + NODE_WORDS * Long.BYTES;
        public static final int MESSAGE = MEMS_ALLOWED + NODE_WORDS * Long.BYTES;
        public static final int CPUSET = MESSAGE + MESSAGE_LENGTH;

        public static final int SIZE_OF = CPUSET + CPUSET_LENGTH;

        private DecisionRecord() {}
    }

    /** {@code struct memory_freed_record}. */
    public static final class MemoryFreedRecord {
        public static final int HEADER = 0;
        public static final int VICTIM_HOST_PID = 16;
        public static final int RESERVED = 20;

        public static final int SIZE_OF = 24;

        private MemoryFreedRecord() {}
    }

    /** {@code struct observed_process}. */
    public static final class ObservedProcess {
        public static final int HOST_PID = 0;
        public static final int PID = 4;
        public static final int ARGUMENTS_LENGTH = 8;
        public static final int ARGUMENTS_TRUNCATED = 12;
        public static final int COMM = 16;
        public static final int ARGUMENTS = 32;

        public static final int SIZE_OF = ARGUMENTS + RecordLayout.ARGUMENTS_LENGTH;

        private ObservedProcess() {}
    }

    /** {@code struct process_kill_record}. */
    public static final class ProcessKillRecord {
        public static final int HEADER = 0;
        public static final int VICTIM = 16;
        public static final int SENDER = VICTIM + ObservedProcess.SIZE_OF;

        public static final int SIZE_OF = SENDER + ObservedProcess.SIZE_OF;

        private ProcessKillRecord() {}
    }

    /** {@code struct reclaim_stall_record}. */
    public static final class ReclaimStallRecord {
        public static final int HEADER = 0;
        public static final int STALL_NS = 16;
        public static final int RECLAIMED = 24;
        public static final int TID = 32;
        public static final int HOST_TID = 36;
        public static final int ORDER = 40;
        public static final int RESERVED = 44;
        public static final int COMM = 48;

        public static final int SIZE_OF = COMM + RecordLayout.COMM_LENGTH;

        private ReclaimStallRecord() {}
    }

    /** {@code struct shared_area}. */
    public static final class SharedArea {
        public static final int WITNESSED_CGROUP_ID = 0;
        public static final int AGENT_PID_NAMESPACE = 8;
        public static final int CPU_COUNT = 12;
        public static final int STALL_THRESHOLD_NS = 16;
        public static final int MARKS_SEEN = 24;
        public static final int KILLS_SEEN = 32;
        public static final int KILLS_ELSEWHERE = 40;
        public static final int RECORDS_LOST = 48;
        public static final int PROCESSES_NOTED = 56;
        public static final int DECISIONS_TOLD = 64;
        public static final int PROCESS_KILLS_LOST = 72;
        public static final int STALLS_SEEN = 80;
        public static final int STALLED_NS = 88;
        public static final int STALLS_UNTOLD = 96;
        public static final int LOCATED_LEVEL_COUNT = 104;
        public static final int LOCATED_HIERARCHY_ID = 108;
        public static final int LOCATED_TEXT_LENGTH = 112;
        public static final int LOCATED_FLAGS = 116;
        public static final int LOCATED_HOST_PID = 120;
        public static final int LOCATED_RESERVED = 124;
        public static final int LOCATED_LEVELS = 128;
        public static final int LOCATED_TEXT = LOCATED_LEVELS + MAX_LEVELS * MemcgLevel.SIZE_OF;

        public static final int SIZE_OF = LOCATED_TEXT + RecordLayout.TEXT_LENGTH;

        private SharedArea() {}
    }
}
