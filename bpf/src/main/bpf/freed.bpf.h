/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * When it is safe to wake the reader, which runs in the cgroup that has just run out of memory.
 *
 * A process of several threads is lost from sight while it dies: once its last thread has entered do_exit(),
 * css_task_iter_advance() (kernel/cgroup/cgroup.c) passes over it, though that thread still has all the memory to give
 * back. Newer kernels pass over every task that exits, and so lose sight of victims of one thread too. Whoever needs a
 * page in those milliseconds makes the kernel choose another victim, and the reader needs some: its code has been
 * reclaimed. Woken at once it had the JVM killed in 1 of 50 deaths of such a sibling. So the record waits in the ring
 * until the address space is gone; unless the victim stays in sight, so that the kernel waits for it, or the reader has
 * room, because the limit that fired is of a cgroup below its own.
 */
#ifndef FREED_BPF_H
#define FREED_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include "ring.bpf.h"
#include "shared.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Pages that the reader may need until it has told the kill, many times over. */
#define ENOUGH_ROOM 2048

/* What is to be said of a victim once its address space, which is the key, is gone. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, struct memory_freed_record);
} dying SEC(".maps");

/* Walks from the victim's cgroup up: past the one that ran out first, then from the reader's own on. */
static __always_inline bool reader_has_room(struct kill_record *kill, struct decision_record *decision)
{
	__u64 own = shared.located_levels[0].id;
	bool below = false, above = false;

	if (!(decision->flags & DECISION_HAS_MEMCG))
		return false;
	/* Not seen but concluded: it has to be as full as one that ran out. */
	if (!(decision->flags & DECISION_SEEN) && decision->memory_limit - decision->memory_usage > ENOUGH_ROOM)
		return false;
	for (__u32 i = 0; i < MAX_LEVELS; i++) {
		if (i >= kill->level_count)
			break;
		if (kill->levels[i].id == own)
			above = true;
		if (!above && kill->levels[i].id == decision->memcg_id)
			below = true;
		if (above && kill->levels[i].limit - kill->levels[i].usage < ENOUGH_ROOM)
			return false;
	}
	return below && above;
}

static __always_inline bool is_lost_from_sight(struct task_struct *victim)
{
	return bpf_core_enum_value_exists(enum css_task_iter_flags, CSS_TASK_ITER_WITH_DEAD) ||
	       BPF_CORE_READ(victim, signal, nr_threads) > 1;
}

/* Whether the reader has to wait for this victim, which is noted down then. */
static __always_inline bool waits_for_memory_of(struct task_struct *victim, struct mm_struct *mm)
{
	struct memory_freed_record record = {
		.header.kind = RECORD_MEMORY_FREED,
		.header.size = sizeof(record),
		.victim_host_pid = BPF_CORE_READ(victim, tgid),
	};
	__u64 key = (__u64)mm;

	/* Without an address space its memory is free already. */
	if (!mm || !bpf_core_type_exists(btf_trace_exit_mmap) || !is_lost_from_sight(victim))
		return false;
	return bpf_map_update_elem(&dying, &key, &record, BPF_ANY) == 0;
}

/* Called for each process that ends on the machine: nearly all end at the look-up. */
static __always_inline int on_memory_freed(struct mm_struct *mm)
{
	__u64 key = (__u64)mm;
	struct memory_freed_record *record = bpf_map_lookup_elem(&dying, &key);

	if (!record)
		return 0;

	record->header.time_ns = bpf_ktime_get_ns();
	/* Without room for it the ring is full of kills; the sampler looks whether one waits as well. */
	bpf_ringbuf_output(&kills, record, sizeof(*record), BPF_RB_FORCE_WAKEUP);
	bpf_map_delete_elem(&dying, &key);
	return 0;
}

#endif
