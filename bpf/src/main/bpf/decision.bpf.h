/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * The kernel's decision to kill: what had run out, of what the victim was measured, what was asked for. The kernel
 * makes one for all members of an oom.group, and it is sent once, before the first death of it that is told.
 *
 * Where oom_kill_process() is seen, its oom_control has the facts. They are taken down at its entry, before the kernel
 * prints its report: other tasks of the cgroup go on meanwhile, and each of their tries moves the counters. Where it is
 * not seen, the cgroup with the least room at the first death stands in for the one that ran out.
 */
#ifndef DECISION_BPF_H
#define DECISION_BPF_H

#include "account.bpf.h"
#include "kernel.h"
#include "memcg.bpf.h"
#include "oomwitness.h"
#include "ring.bpf.h"
#include "shared.bpf.h"
#include "workspace.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

static __always_inline void record_nodes(__u64 *mask, const void *nodes)
{
	__u32 size = bpf_core_field_size(struct task_struct, mems_allowed);

	if (size > NODE_WORDS * sizeof(*mask))
		size = NODE_WORDS * sizeof(*mask);
	bpf_probe_read_kernel(mask, size, nodes);
}

/* Of the trigger, as the kernel's report has them: the cpuset's own name and the nodes that it leaves. */
static __always_inline void record_cpuset(struct decision_record *record)
{
	struct task_struct *trigger = (void *)bpf_get_current_task();
	struct cgroup_subsys_state **subsystems, *css = NULL;
	long size;

	record->cpuset_size = 0;
	if (!bpf_core_field_exists(trigger->mems_allowed))
		return;

	record->flags |= DECISION_HAS_CPUSET;
	record_nodes(record->mems_allowed,
		     (void *)trigger + bpf_core_field_offset(struct task_struct, mems_allowed));
	subsystems = (void *)BPF_CORE_READ(trigger, cgroups) + bpf_core_field_offset(struct css_set, subsys);
	bpf_probe_read_kernel(&css, sizeof(css),
			      &subsystems[bpf_core_enum_value(enum cgroup_subsys_id, cpuset_cgrp_id)]);
	size = bpf_probe_read_kernel_str(record->cpuset, sizeof(record->cpuset), BPF_CORE_READ(css, cgroup, kn, name));
	if (size > 0)
		record->cpuset_size = size;
}

static __always_inline void record_control(struct decision_record *record, struct oom_control *control,
					   const char *message)
{
	nodemask_t *nodes = BPF_CORE_READ(control, nodemask);

	record->flags |= DECISION_SEEN;
	record->total_pages = BPF_CORE_READ(control, totalpages);
	record->chosen_points = BPF_CORE_READ(control, chosen_points);
	record->chosen_host_pid = BPF_CORE_READ(control, chosen, tgid);
	record->constraint = BPF_CORE_READ(control, constraint);
	record->order = BPF_CORE_READ(control, order);
	record->gfp_mask = BPF_CORE_READ(control, gfp_mask);
	bpf_probe_read_kernel_str(record->message, sizeof(record->message), message);
	if (nodes) {
		record->flags |= DECISION_HAS_NODEMASK;
		record_nodes(record->nodemask, nodes);
	}
}

static __always_inline struct cgroup_subsys_state *css_of(struct mem_cgroup *memcg)
{
	return (void *)memcg + bpf_core_field_offset(struct mem_cgroup, css);
}

static __always_inline void record_limit(struct decision_record *record, struct cgroup_subsys_state *css)
{
	struct mem_cgroup *memcg = mem_cgroup_of(css);
	struct memcg_level counters;

	read_swap(memcg, hierarchy_of(css) == 0, &counters);
	record->flags |= DECISION_HAS_MEMCG;
	record->memcg_id = BPF_CORE_READ(css, cgroup, kn, id);
	record->memory_usage = BPF_CORE_READ(memcg, memory.usage.counter);
	record->memory_limit = BPF_CORE_READ(memcg, memory.max);
	record->memory_fail_count = read_fail_count(memcg);
	record->swap_usage = counters.swap_usage;
	record->swap_limit = counters.swap_limit;
}

static __always_inline __s64 smaller(__s64 first, __s64 second)
{
	return first < second ? first : second;
}

static __always_inline __s64 room_in(struct cgroup_subsys_state *css, bool v2)
{
	struct mem_cgroup *memcg = mem_cgroup_of(css);
	__s64 room = BPF_CORE_READ(memcg, memory.max) - BPF_CORE_READ(memcg, memory.usage.counter);

	if (!v2 && bpf_core_field_exists(memcg->memsw))
		room = smaller(room, BPF_CORE_READ(memcg, memsw.max) - BPF_CORE_READ(memcg, memsw.usage.counter));
	return room;
}

/* The lower one wins a draw, as the kernel charges from the bottom up. */
__noinline __u64 fullest_memcg(__u64 css_address)
{
	struct cgroup_subsys_state *css = (void *)css_address, *fullest = css;
	__s64 least = (__s64)(~0ULL >> 1);
	bool v2 = hierarchy_of(css) == 0;

	for (int i = 0; css && i < MAX_LEVELS; i++) {
		__s64 room = room_in(css, v2);

		if (room < least) {
			least = room;
			fullest = css;
		}
		css = BPF_CORE_READ(css, parent);
	}
	return (__u64)fullest;
}

static __always_inline void begin(struct decision_record *record)
{
	record->header.time_ns = bpf_ktime_get_ns();
	record->flags = 0;
	record->constraint = 0;
	record->order = 0;
	record->gfp_mask = 0;
	record->total_pages = 0;
	record->chosen_points = 0;
	record->chosen_host_pid = 0;
	record->memcg_id = 0;
	__builtin_memset(record->nodemask, 0, sizeof(record->nodemask));
	__builtin_memset(record->mems_allowed, 0, sizeof(record->mems_allowed));
	record->message[0] = '\0';
}

static __always_inline long send_decision(struct decision_record *record, __u64 number)
{
	__u32 cpuset_size = record->cpuset_size;

	/* Cannot be; but the verifier, which has lost sight of it, has to see it too. */
	if (cpuset_size > CPUSET_LENGTH)
		return -EINVAL;

	record->number = number;
	record->header.kind = RECORD_DECISION;
	record->header.size = offsetof(struct decision_record, cpuset) + cpuset_size;
	/* The kill that follows wakes the reader. */
	return bpf_ringbuf_output(&kills, record, offsetof(struct decision_record, cpuset) + cpuset_size,
				  BPF_RB_NO_WAKEUP);
}

/* On every decision of the machine: who dies by it is not known to be ours before the deaths. */
static __always_inline int on_decision(struct oom_control *control, const char *message)
{
	struct workspace *space = workspace();
	struct decision_record *record;
	struct mem_cgroup *memcg;

	if (!space)
		return 0;
	memcg = BPF_CORE_READ(control, memcg);
	space->pending.trigger_tid = (__u32)bpf_get_current_pid_tgid();
	space->pending.css = memcg ? (__u64)css_of(memcg) : 0;
	space->pending.number = 0;

	record = &space->decision;
	begin(record);
	record_control(record, control, message);
	if (memcg)
		record_limit(record, css_of(memcg));
	record_cpuset(record);
	return 0;
}

/* What dies from here on dies by another decision, and the cgroup may go. */
static __always_inline int on_decision_carried_out(void)
{
	struct workspace *space = workspace();

	if (space)
		space->pending.trigger_tid = 0;
	return 0;
}

static __always_inline bool is_seen(struct pending_decision *pending)
{
	return pending->trigger_tid && pending->trigger_tid == (__u32)bpf_get_current_pid_tgid();
}

/*
 * Tells of the decision that the trigger, which is the running task, is carrying out, unless it has been told.
 * Returns its number. Without a place for it in the ring the next member of its group tries again.
 */
__noinline __u64 tell_decision(__u64 victims_css)
{
	struct workspace *space = workspace();
	struct decision_record *record;
	__u64 css, number;

	if (!space)
		return 0;
	record = &space->decision;
	if (is_seen(&space->pending)) {
		if (space->pending.number)
			return space->pending.number;
		css = space->pending.css;
	} else {
		css = fullest_memcg(victims_css);
		begin(record);
		record_limit(record, (void *)css);
		record_cpuset(record);
	}
	if (css)
		record_account(&record->account, space, mem_cgroup_of((void *)css));

	/* Nobody else counts: the kernel decides under oom_lock. A count that is handed back takes Linux 5.12. */
	number = shared.decisions_told + 1;
	shared.decisions_told = number;
	if (!send_decision(record, number))
		space->pending.number = number;
	return number;
}

#endif
