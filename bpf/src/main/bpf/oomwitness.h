/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * What the kernel half and the Java half agree on, and nothing else.
 *
 * Mirrored by io.github.oomwitness.bpf.record.RecordLayout; RecordLayoutTest compares the two through BTF.
 * All fields have their natural alignment and there are no holes, so that both halves see the same bytes.
 * Amounts of memory are pages unless the name says bytes. NOT_AVAILABLE marks what this kernel cannot tell.
 */
#ifndef OOMWITNESS_H
#define OOMWITNESS_H

#define COMM_LENGTH 16
#define NODE_NAME_LENGTH 72
#define MAX_LEVELS 16
#define STACK_DEPTH 24
#define MESSAGE_LENGTH 64
#define CPUSET_LENGTH 256
/* Of 64 bits: more NUMA nodes than any distribution's kernel knows (CONFIG_NODES_SHIFT=10). */
#define NODE_WORDS 16
/* As much of a command line as is kept. */
#define ARGUMENTS_LENGTH 512
/* Cgroup names, the arguments and the symbolised kernel stack of one record. */
#define TEXT_LENGTH 4096

#define NOT_AVAILABLE (-1LL)
/* In the place of a cgroup's id: the whole machine. */
#define EVERY_CGROUP (~0ULL)

enum record_kind {
	RECORD_KILL = 1,
	RECORD_MEMORY_FREED = 2,
	RECORD_DECISION = 3,
	RECORD_PROCESS_KILL = 4,
	RECORD_RECLAIM_STALL = 5,
};

enum kill_flag {
	/* The counts of resident pages are cached per thread on this kernel (before 6.2), so they may lag behind. */
	KILL_RSS_APPROXIMATE = 1,
	/* Killed without a mark, because it shared the address space of the victim before it. */
	KILL_SHARES_VICTIM_MM = 2,
	/* The cgroup lies deeper than MAX_LEVELS: the levels nearest the root are missing. */
	KILL_LEVELS_TRUNCATED = 4,
	/* A name, the arguments or the stack did not fit into the text. */
	KILL_TEXT_TRUNCATED = 8,
	/* The arguments were longer than what is kept of them: the last one is cut off. */
	KILL_ARGUMENTS_TRUNCATED = 32,
};

struct record_header {
	__u32 kind;
	/* Bytes in this record, the used part of its text included. */
	__u32 size;
	/* bpf_ktime_get_ns(): CLOCK_MONOTONIC, the clock of System.nanoTime(). */
	__u64 time_ns;
};

/* One level of the way from a memory cgroup up to the root; level 0 is the cgroup itself. */
struct memcg_level {
	/* kernfs id, which is the inode of the cgroup's directory. */
	__u64 id;
	__s64 usage;
	/* PAGE_COUNTER_MAX (LONG_MAX / PAGE_SIZE) where there is no limit. */
	__s64 limit;
	/* cgroup v2: swap alone. cgroup v1: memory and swap together. */
	__s64 swap_usage;
	__s64 swap_limit;
	/* Where the name starts in the text, and its length without the zero byte. */
	__u16 name_offset;
	__u16 name_length;
	/* memory.oom.group (v2): 1, 0, or -1 where the kernel has none. */
	__s16 oom_group;
	__u16 reserved;
};

struct kill_record {
	struct record_header header;

	/* The victim. Process ids: of the initial namespace, of the agent's (0: not visible there), of its own. */
	__s32 victim_host_pid;
	__s32 victim_pid;
	__s32 victim_own_pid;
	/* Depth of the victim's pid namespace; 0 is the initial one. */
	__u32 victim_pid_namespace_level;
	/* The thread that was signalled, which is not the leader where the leader had already gone. */
	__s32 victim_host_tid;
	__s32 victim_oom_score_adj;
	__u32 victim_uid;
	__u32 flags;
	__s32 parent_host_pid;
	__s32 parent_pid;
	/* CLOCK_MONOTONIC at the process's start. */
	__u64 victim_start_ns;
	/* Exact sums over all CPUs where the kernel counts per CPU (6.2 and later). */
	__s64 victim_file_rss;
	__s64 victim_anon_rss;
	__s64 victim_swap;
	__s64 victim_shmem_rss;
	__s64 victim_page_tables_bytes;
	__s64 victim_total_vm;
	/* Of the whole process: the signal struct's share (threads that ended) and that of the living threads. */
	__s64 victim_minor_faults;
	__s64 victim_major_faults;

	/* The trigger: the task that could not get its page. */
	__s32 trigger_host_pid;
	__s32 trigger_pid;
	__s32 trigger_host_tid;
	__s32 trigger_tid;
	__u32 trigger_uid;
	__u32 cpu;

	/* The victim's own memory cgroup; what exists only once. */
	__s64 memory_low;
	__s64 memory_high;
	__s64 memory_fail_count;
	__s32 swappiness;
	/* 0: cgroup v2. Anything else: a v1 hierarchy. */
	__s32 hierarchy_id;
	__u32 level_count;
	__u32 stack_frames;
	__u32 stack_offset;
	__u32 text_length;
	/* How long the program itself took up to here. */
	__u64 program_ns;
	/* Of the decision_record that went before. */
	__u64 decision;

	/*
	 * How the victim came to be, where that was seen. The thread of the agent's process that started it, itself or
	 * through others, and which child of that process it thereby comes from. 0: none, or not seen.
	 */
	__s32 starter_tid;
	__s32 child_pid;
	__u64 child_start_ns;
	/* In the text, as /proc/PID/cmdline has them: each ended by a zero byte. Length 0: not seen. */
	__u32 arguments_offset;
	__u32 arguments_length;

	char victim_comm[COMM_LENGTH];
	char trigger_comm[COMM_LENGTH];
	char starter_comm[COMM_LENGTH];
	char node_name[NODE_NAME_LENGTH];
	struct memcg_level levels[MAX_LEVELS];
	/* Only the first text_length bytes are sent. */
	char text[TEXT_LENGTH];
};

/* Pages unless the name says bytes, and events; NOT_AVAILABLE where this kernel does not tell. See account.bpf.h. */
struct memory_account {
	__s64 anon;
	__s64 anon_huge;
	__s64 file;
	__s64 shmem;
	__s64 kernel_stack_bytes;
	__s64 page_tables;
	__s64 percpu_bytes;
	__s64 vmalloc;
	__s64 sock;
	__s64 slab_reclaimable_bytes;
	__s64 slab_unreclaimable_bytes;
	__s64 unevictable;
	__s64 zswap_bytes;
	__s64 swap_cached;
	__s64 workingset_refault_anon;
	__s64 workingset_refault_file;
	__s64 pages_scanned;
	__s64 pages_stolen;
	__s64 swap_fail_count;
};

enum decision_flag {
	/* oom_kill_process() was seen: what its oom_control has is a fact. */
	DECISION_SEEN = 1,
	/* A memory cgroup's limit fired (not DECISION_SEEN: the one with the least room left). */
	DECISION_HAS_MEMCG = 2,
	DECISION_HAS_NODEMASK = 4,
	DECISION_HAS_CPUSET = 8,
};

/* One decision of the kernel to kill, sent before the first kill by it that is told. See decision.bpf.h. */
struct decision_record {
	struct record_header header;
	/* Counted from 1 since the program was loaded. */
	__u64 number;
	__u32 flags;

	/* Of the oom_control, 0 unless DECISION_SEEN. enum oom_constraint: none, cpuset, memory policy, memcg. */
	__s32 constraint;
	__s32 order;
	__u32 gfp_mask;
	__s64 total_pages;
	__s64 chosen_points;
	__s32 chosen_host_pid;

	/* Bytes of cpuset that are sent, its zero byte included. */
	__u32 cpuset_size;

	/*
	 * With DECISION_HAS_MEMCG: kernfs id, and counters as in struct memcg_level and struct kill_record, of the moment
	 * of the decision where that was seen; the account, of the first death.
	 */
	__u64 memcg_id;
	__s64 memory_usage;
	__s64 memory_limit;
	__s64 swap_usage;
	__s64 swap_limit;
	__s64 memory_fail_count;
	struct memory_account account;

	/* Bit n of the whole is NUMA node n. */
	__u64 nodemask[NODE_WORDS];
	__u64 mems_allowed[NODE_WORDS];
	char message[MESSAGE_LENGTH];
	/* Only the first cpuset_size bytes are sent. */
	char cpuset[CPUSET_LENGTH];
};

/* A victim's address space is gone and its pages are uncharged: from now on the reader may run. See freed.bpf.h. */
struct memory_freed_record {
	struct record_header header;
	__s32 victim_host_pid;
	__u32 reserved;
};

struct observed_process {
	/* Of the initial pid namespace, and of the agent's (0: not visible there). */
	__s32 host_pid;
	__s32 pid;
	/* As /proc/PID/cmdline has them: each ended by a zero byte. Length 0: not known. */
	__u32 arguments_length;
	/* 1: they were longer than what is kept of them, and the last one is cut off. */
	__u32 arguments_truncated;
	char comm[COMM_LENGTH];
	char arguments[ARGUMENTS_LENGTH];
};

/* SIGKILL from a process to another one: see killer.bpf.h. */
struct process_kill_record {
	struct record_header header;
	struct observed_process victim;
	struct observed_process sender;
};

/* A thread of the agent's process had to free memory itself before it got any: see stall.bpf.h. The header has its end. */
struct reclaim_stall_record {
	struct record_header header;
	__u64 stall_ns;
	/* What it freed. */
	__u64 reclaimed;
	/* Of the agent's pid namespace, and of the initial one. */
	__s32 tid;
	__s32 host_tid;
	__s32 order;
	__u32 reserved;
	char comm[COMM_LENGTH];
};

/*
 * Memory that both halves see through mmap: user space writes the settings before it attaches, the kernel half
 * counts, and the locate program leaves its answer.
 */
struct shared_area {
	/* Settings. The kernfs id of the witnessed memory cgroup, its subtree included, or EVERY_CGROUP; 0 witnesses nothing. */
	__u64 witnessed_cgroup_id;
	/* /proc/self/ns/pid of the agent. */
	__u32 agent_pid_namespace;
	/* Highest possible CPU number plus one. */
	__u32 cpu_count;
	/* Shorter stalls are neither told nor counted; 0: none is. */
	__u64 stall_threshold_ns;

	/* Counts. */
	__u64 marks_seen;
	__u64 kills_seen;
	__u64 kills_elsewhere;
	__u64 records_lost;
	/* Processes of the witnessed cgroup that executed a program. */
	__u64 processes_noted;
	__u64 decisions_told;
	/* Of process_kill_records, which leave half of the ring to the others. */
	__u64 process_kills_lost;
	/* Stalls of the threshold and beyond, and how long they took in all: told ones and others. */
	__u64 stalls_seen;
	__u64 stalled_ns;
	/* Of these, how many were left out of the ring. */
	__u64 stalls_untold;

	/* The answer of the locate program: the memory cgroup of the thread that ran it. */
	__u32 located_level_count;
	__s32 located_hierarchy_id;
	__u32 located_text_length;
	__u32 located_flags;
	/* Of the process that ran it, which is the agent's, in the initial pid namespace. */
	__s32 located_host_pid;
	__u32 located_reserved;
	struct memcg_level located_levels[MAX_LEVELS];
	char located_text[TEXT_LENGTH];
};

#endif
