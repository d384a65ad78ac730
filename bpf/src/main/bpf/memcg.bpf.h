/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* A task's memory cgroup, and the way from it up to the root. Good for cgroup v1 and v2 alike. */
#ifndef MEMCG_BPF_H
#define MEMCG_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include "text.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Bounds the search for the witnessed cgroup, which may lie above the levels that are recorded. */
#define MAX_DEPTH 64

static __always_inline struct cgroup_subsys_state *memcg_of(struct task_struct *task)
{
	struct cgroup_subsys_state *css = NULL;
	struct cgroup_subsys_state **subsystems;

	subsystems = (void *)BPF_CORE_READ(task, cgroups) + bpf_core_field_offset(struct css_set, subsys);
	bpf_probe_read_kernel(&css, sizeof(css),
			      &subsystems[bpf_core_enum_value(enum cgroup_subsys_id, memory_cgrp_id)]);
	return css;
}

static __always_inline struct mem_cgroup *mem_cgroup_of(struct cgroup_subsys_state *css)
{
	return (void *)css - bpf_core_field_offset(struct mem_cgroup, css);
}

static __always_inline bool is_within(struct cgroup_subsys_state *css, __u64 cgroup_id)
{
	/* A failed read gives 0 as well, and must not pass for a match. */
	if (!cgroup_id)
		return false;
	if (cgroup_id == EVERY_CGROUP)
		return true;

	for (int depth = 0; css && depth < MAX_DEPTH; depth++) {
		if (BPF_CORE_READ(css, cgroup, kn, id) == cgroup_id)
			return true;
		css = BPF_CORE_READ(css, parent);
	}
	return false;
}

/* 0 is cgroup v2. */
static __always_inline int hierarchy_of(struct cgroup_subsys_state *css)
{
	return BPF_CORE_READ(css, cgroup, root, hierarchy_id);
}

static __always_inline void read_swap(struct mem_cgroup *memcg, bool v2, struct memcg_level *level)
{
	level->swap_usage = NOT_AVAILABLE;
	level->swap_limit = NOT_AVAILABLE;

	if (v2 && bpf_core_field_exists(memcg->swap)) {
		level->swap_usage = BPF_CORE_READ(memcg, swap.usage.counter);
		level->swap_limit = BPF_CORE_READ(memcg, swap.max);
	}
	if (!v2 && bpf_core_field_exists(memcg->memsw)) {
		level->swap_usage = BPF_CORE_READ(memcg, memsw.usage.counter);
		level->swap_limit = BPF_CORE_READ(memcg, memsw.max);
	}
}

static __always_inline void read_level(struct cgroup_subsys_state *css, bool v2, struct memcg_level *level,
				       struct text *text)
{
	struct kernfs_node *node = BPF_CORE_READ(css, cgroup, kn);
	struct mem_cgroup *memcg = mem_cgroup_of(css);

	level->id = BPF_CORE_READ(node, id);
	level->usage = BPF_CORE_READ(memcg, memory.usage.counter);
	level->limit = BPF_CORE_READ(memcg, memory.max);
	read_swap(memcg, v2, level);

	level->name_offset = *text->length;
	level->name_length = append_name(text, BPF_CORE_READ(node, name));
	level->oom_group = NOT_AVAILABLE;
	if (bpf_core_field_exists(memcg->oom_group))
		level->oom_group = BPF_CORE_READ(memcg, oom_group);
	level->reserved = 0;
}

static __always_inline void read_levels(struct cgroup_subsys_state *css, struct memcg_level *levels, __u32 *count,
					struct text *text)
{
	bool v2 = hierarchy_of(css) == 0;

	*count = 0;
	for (int i = 0; css && i < MAX_LEVELS; i++) {
		read_level(css, v2, &levels[i], text);
		*count = i + 1;
		css = BPF_CORE_READ(css, parent);
	}
	if (css)
		*text->flags |= KILL_LEVELS_TRUNCATED;
}

static __always_inline __s64 event_count_of(struct mem_cgroup *memcg, __u64 event)
{
	__u64 place = (__u64)memcg + bpf_core_field_offset(struct mem_cgroup, memory_events) + event * sizeof(__s64);
	__s64 count = 0;

	bpf_probe_read_kernel(&count, sizeof(count), (void *)place);
	return count;
}

/*
 * What the kernel's report calls failcnt. Since 6.16 its counters count failures on v1 only, elsewhere the field stays
 * and reads 0; the report has the events of v2 in its place (mem_cgroup_print_oom_meminfo()).
 */
#define FAIL_COUNT(memcg, counter, event)                                                                              \
	(!bpf_core_field_exists((memcg)->counter.failcnt) ? NOT_AVAILABLE :                                            \
	 bpf_core_field_exists((memcg)->counter.track_failcnt) && !BPF_CORE_READ(memcg, counter.track_failcnt) ?       \
							   event_count_of(memcg, bpf_core_enum_value(enum memcg_memory_event, event)) :            \
							   BPF_CORE_READ(memcg, counter.failcnt))

static __always_inline __s64 read_fail_count(struct mem_cgroup *memcg)
{
	return FAIL_COUNT(memcg, memory, MEMCG_MAX);
}

/* Of swap (v2), or of memory and swap (v1): the two are one counter's two names; 5.x has both apart. */
static __always_inline __s64 read_swap_fail_count(struct mem_cgroup *memcg)
{
	return FAIL_COUNT(memcg, swap, MEMCG_SWAP_MAX);
}

static __always_inline __s64 read_high(struct mem_cgroup *memcg)
{
	if (!bpf_core_field_exists(memcg->memory.high))
		return NOT_AVAILABLE;
	return BPF_CORE_READ(memcg, memory.high);
}

/* On v2, and for v1's root, vm.swappiness rules and the field is a stale copy of it (mem_cgroup_swappiness()). */
static __always_inline __s32 read_swappiness(struct mem_cgroup *memcg, bool v2)
{
	if (v2 || !bpf_core_field_exists(memcg->swappiness) || !BPF_CORE_READ(memcg, css.parent))
		return NOT_AVAILABLE;
	return BPF_CORE_READ(memcg, swappiness);
}

#endif
