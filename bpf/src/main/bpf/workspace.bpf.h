/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* Where a record is built before it is sent: it is far too big for the stack. */
#ifndef WORKSPACE_BPF_H
#define WORKSPACE_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include <bpf/bpf_helpers.h>

struct workspace {
	struct kill_record record;
	__u64 stack[STACK_DEPTH];
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
