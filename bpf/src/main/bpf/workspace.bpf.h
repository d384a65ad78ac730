/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* Where a record is built before it is sent: it is far too big for the stack. */
#ifndef WORKSPACE_BPF_H
#define WORKSPACE_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include <bpf/bpf_helpers.h>

/* The decision that the kernel is carrying out, while oom_kill_process() runs. See decision.bpf.h. */
struct pending_decision {
	/* Of the thread that runs it; 0 when none does. */
	__u32 trigger_tid;
	__u32 reserved;
	/* struct cgroup_subsys_state of the memory cgroup that ran out; 0 where none did. */
	__u64 css;
	/* 0 until it has been sent. */
	__u64 number;
};

/* Which count stands where among those that the kernel keeps for each cgroup. See account.bpf.h. */
struct count_table {
	__u64 address;
	/* Bytes of an entry, 0 where the table is not known; what is to be taken off each. */
	__u32 width;
	__u32 bias;
};

struct workspace {
	struct kill_record record;
	struct decision_record decision;
	__u64 stack[STACK_DEPTH];
	struct pending_decision pending;
	struct count_table state_table;
	struct count_table event_table;
	/* Where the memory cgroup whose account is being read has its counts. */
	__u64 states;
	__u64 events;
};

/*
 * One for all CPUs, because the kernel kills under oom_lock. The kernel charges it to the container that is witnessed,
 * as it does the ring, and a host can have hundreds of CPUs.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct workspace);
} workspaces SEC(".maps");

static __always_inline struct workspace *workspace(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&workspaces, &zero);
}

#endif
