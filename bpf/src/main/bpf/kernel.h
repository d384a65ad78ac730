/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * The few kernel types that the witness reads, with only the fields that it reads. Order and offsets here mean
 * nothing: the loader finds each field by its name in the running kernel's BTF. A suffix after three underscores
 * (CO-RE's "flavour") tells apart two shapes that one name has had over the years.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <linux/bpf.h>
#include <linux/errno.h>
#include <stdbool.h>

#define NULL ((void *)0)

#define SIGKILL 9
/* The kernel itself is the sender: instead of a siginfo a signal then carries this for a pointer. */
#define SEND_SIG_PRIV 1UL

typedef __s64 s64;
typedef __u64 u64;
typedef __s32 s32;

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct {
	s64 counter;
} atomic_long_t;

typedef struct {
	unsigned int val;
} kuid_t;

struct list_head {
	struct list_head *next;
};

struct ns_common {
	unsigned int inum;
};

struct pid_namespace {
	struct ns_common ns;
};

struct upid {
	int nr;
	struct pid_namespace *ns;
};

struct pid {
	unsigned int level;
	struct upid numbers[1];
};

typedef struct {
	unsigned long bits[1];
} nodemask_t;

enum pid_type {
	PIDTYPE_TGID = 1,
	PIDTYPE_MAX = 4,
};

struct new_utsname {
	char nodename[65];
};

struct uts_namespace {
	struct new_utsname name;
};

struct nsproxy {
	struct uts_namespace *uts_ns;
};

struct cred {
	kuid_t uid;
};

struct percpu_counter {
	s64 count;
	s32 *counters;
};

enum rss_counter {
	MM_FILEPAGES,
	MM_ANONPAGES,
	MM_SWAPENTS,
	MM_SHMEMPAGES,
	NR_MM_COUNTERS,
};

struct mm_struct {
	atomic_long_t pgtables_bytes;
	unsigned long total_vm;
	unsigned long arg_start;
	unsigned long arg_end;
	struct percpu_counter rss_stat[NR_MM_COUNTERS];
};

struct mm_rss_stat {
	atomic_long_t count[NR_MM_COUNTERS];
};

struct mm_struct___before_6_2 {
	struct mm_rss_stat rss_stat;
};

struct signal_struct {
	int nr_threads;
	struct list_head thread_head;
	struct pid *pids[PIDTYPE_MAX];
	unsigned long min_flt;
	unsigned long maj_flt;
	short oom_score_adj;
};

struct kernfs_node {
	const char *name;
	u64 id;
};

struct cgroup_root {
	int hierarchy_id;
};

struct cgroup {
	struct kernfs_node *kn;
	struct cgroup_root *root;
};

struct cgroup_subsys_state {
	struct cgroup *cgroup;
	struct cgroup_subsys_state *parent;
};

/* The number is whatever the kernel was configured to: it is relocated like a field. */
enum cgroup_subsys_id {
	cpuset_cgrp_id = 0,
	memory_cgrp_id = 4,
};

struct css_set {
	struct cgroup_subsys_state *subsys[1];
};

struct page_counter {
	atomic_long_t usage;
	unsigned long failcnt;
	bool track_failcnt;
	unsigned long low;
	unsigned long high;
	unsigned long max;
};

struct memcg_vmstats {
	long state[1];
	unsigned long events[1];
};

struct mem_cgroup {
	struct cgroup_subsys_state css;
	struct page_counter memory;
	struct page_counter swap;
	struct page_counter memsw;
	bool oom_group;
	int swappiness;
	struct memcg_vmstats *vmstats;
	atomic_long_t memory_events[2];
};

struct mem_cgroup___before_6_1 {
	struct memcg_vmstats vmstats;
};

struct mem_cgroup___before_5_13 {
	atomic_long_t vmstats[1];
	atomic_long_t vmevents[1];
};

enum memcg_memory_event {
	MEMCG_MAX,
	MEMCG_SWAP_MAX,
};

/* What is counted, and which number it has in the kernel that runs. Those here mean nothing. */
enum node_stat_item {
	NR_UNEVICTABLE,
	NR_SLAB_RECLAIMABLE_B,
	NR_SLAB_UNRECLAIMABLE_B,
	NR_ISOLATED_ANON,
	WORKINGSET_REFAULT_ANON,
	WORKINGSET_REFAULT_FILE,
	NR_ANON_MAPPED,
	NR_FILE_PAGES,
	NR_SHMEM,
	NR_ANON_THPS,
	NR_KERNEL_STACK_KB,
	NR_PAGETABLE,
	NR_SWAPCACHE,
	NR_VMALLOC,
};

/* What newer kernels count there and no longer as events. */
enum node_stat_item___reclaim {
	PGSTEAL_KSWAPD___reclaim,
	PGSTEAL_DIRECT___reclaim,
	PGSTEAL_KHUGEPAGED___reclaim,
	PGSTEAL_PROACTIVE___reclaim,
	PGSCAN_KSWAPD___reclaim,
	PGSCAN_DIRECT___reclaim,
	PGSCAN_KHUGEPAGED___reclaim,
	PGSCAN_PROACTIVE___reclaim,
};

enum memcg_stat_item {
	MEMCG_SOCK,
	MEMCG_PERCPU_B,
	MEMCG_VMALLOC,
	MEMCG_ZSWAP_B,
	MEMCG_NR_STAT,
};

enum vm_event_item {
	PGSTEAL_KSWAPD,
	PGSTEAL_DIRECT,
	PGSTEAL_KHUGEPAGED,
	PGSTEAL_PROACTIVE,
	PGSCAN_KSWAPD,
	PGSCAN_DIRECT,
	PGSCAN_KHUGEPAGED,
	PGSCAN_PROACTIVE,
	PAGEOUTRUN,
	NR_VM_EVENT_ITEMS,
};

struct task_struct {
	struct mm_struct *mm;
	int pid;
	int tgid;
	struct task_struct *real_parent;
	struct task_struct *group_leader;
	struct pid *thread_pid;
	struct list_head thread_node;
	u64 start_time;
	unsigned long min_flt;
	unsigned long maj_flt;
	const struct cred *real_cred;
	char comm[16];
	struct nsproxy *nsproxy;
	struct signal_struct *signal;
	struct css_set *cgroups;
	nodemask_t mems_allowed;
};

enum oom_constraint {
	CONSTRAINT_NONE,
	CONSTRAINT_CPUSET,
	CONSTRAINT_MEMORY_POLICY,
	CONSTRAINT_MEMCG,
};

/* include/linux/oom.h: what the search for a victim was about. */
struct oom_control {
	nodemask_t *nodemask;
	struct mem_cgroup *memcg;
	unsigned int gfp_mask;
	int order;
	unsigned long totalpages;
	struct task_struct *chosen;
	long chosen_points;
	enum oom_constraint constraint;
};

/* include/linux/signal_types.h */
struct kernel_siginfo {
	int si_code;
};

/* What stands behind a map of type PERCPU_ARRAY. */
struct bpf_array {
	void *pptrs[1];
};

/* Only to ask whether the field is there: it came when the tracepoint began to pass the task. */
struct trace_event_raw_mark_victim {
	unsigned int uid;
};

/* Only to ask whether the field is there: with it the tracepoint began to pass the order second, and not first. */
struct trace_event_raw_mm_vmscan_direct_reclaim_begin_template {
	unsigned long memcg_id;
};

/* Named since it has this value: the iterator that looks for victims passes over tasks that exit unless told so. */
enum css_task_iter_flags {
	CSS_TASK_ITER_WITH_DEAD = 4,
};

/* Only to ask whether there is such a tracepoint: it came with 6.1. */
typedef void (*btf_trace_exit_mmap)(void *, struct mm_struct *);

#pragma clang attribute pop

#endif
