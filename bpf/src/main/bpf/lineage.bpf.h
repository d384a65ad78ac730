/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * Who descends from the agent's process, and which of its threads is behind it. A process passes it on to those that it
 * forks: at a death the parents in between may have ended, and the kernel has handed their children to others.
 */
#ifndef LINEAGE_BPF_H
#define LINEAGE_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include "pid.bpf.h"
#include "shared.bpf.h"
#include "task.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

struct lineage {
	/* Of the child of the agent's process that is the ancestor, or the process itself. */
	__u64 child_start_ns;
	__s32 child_pid;
	/* The thread that started that child. */
	__s32 starter_tid;
	char starter_comm[COMM_LENGTH];
};

/* The kernel charges the map to the witnessed container, full or not: some 113 KiB. Who forks lately stays longest. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct process_identity);
	__type(value, struct lineage);
} lineages SEC(".maps");

static __always_inline struct lineage *find_lineage(struct task_struct *task)
{
	struct process_identity identity = identity_of(task);

	return bpf_map_lookup_elem(&lineages, &identity);
}

static __always_inline void note_child_of_agent(struct task_struct *parent, struct task_struct *child)
{
	struct process_identity identity = identity_of(child);
	struct lineage lineage = {
		.child_start_ns = identity.start_ns,
		.child_pid = number_in_namespace((__u64)pid_of_process(child), shared.agent_pid_namespace),
		.starter_tid = number_in_namespace((__u64)pid_of_thread(parent), shared.agent_pid_namespace),
	};

	BPF_CORE_READ_INTO(&lineage.starter_comm, parent, comm);
	bpf_map_update_elem(&lineages, &identity, &lineage, BPF_ANY);
}

static __always_inline void note_grandchild(struct lineage *inherited, struct task_struct *child)
{
	struct process_identity identity = identity_of(child);
	/* Before 6.0 or so a map does not take a value that lies in itself. */
	struct lineage lineage = *inherited;

	bpf_map_update_elem(&lineages, &identity, &lineage, BPF_ANY);
}

/* Called for each thread and process that begins on the machine: nearly all end at the first comparison or the look-up. */
static __always_inline int on_forked(struct task_struct *parent, struct task_struct *child)
{
	struct lineage *inherited;

	if (BPF_CORE_READ(child, pid) != BPF_CORE_READ(child, tgid))
		return 0;
	if (BPF_CORE_READ(parent, tgid) == shared.located_host_pid) {
		note_child_of_agent(parent, child);
		return 0;
	}
	inherited = find_lineage(parent);
	if (inherited)
		note_grandchild(inherited, child);
	return 0;
}

static __always_inline void record_lineage(struct kill_record *record, struct task_struct *task)
{
	struct lineage *lineage = find_lineage(task);

	record->starter_tid = 0;
	record->child_pid = 0;
	record->child_start_ns = 0;
	record->starter_comm[0] = '\0';
	if (!lineage)
		return;
	record->starter_tid = lineage->starter_tid;
	record->child_pid = lineage->child_pid;
	record->child_start_ns = lineage->child_start_ns;
	__builtin_memcpy(record->starter_comm, lineage->starter_comm, COMM_LENGTH);
}

#endif
