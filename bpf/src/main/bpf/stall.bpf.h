/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * Threads of the agent's process that are held up in direct reclaim: whoever asks for a page at a full limit, or on a
 * machine without a free one, has to free others itself before it gets it. try_to_free_mem_cgroup_pages() and
 * try_to_free_pages() (mm/vmscan.c) say when they begin and end. With no shortage neither is ever called.
 */
#ifndef STALL_BPF_H
#define STALL_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include "pid.bpf.h"
#include "ring.bpf.h"
#include "shared.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* A power of two: the verifier sees that the index stays below it. */
#define RECLAIM_SLOTS 1024
/* A quarter of the ring, so that kills by other processes keep some of their half. */
#define SHARE_OF_STALLS 4
/* What is beyond is counted. A thousand threads that wait for a disk would keep the reader busy with nothing else. */
#define MOST_STALLS_A_SECOND 100
#define SECOND_NS 1000000000ULL

struct reclaim {
	/* In the initial pid namespace. */
	__u32 tid;
	__s32 order;
	/* 0: it does not reclaim. */
	__u64 start_ns;
};

/*
 * A thread has the slot that its number leads to. Threads of one process mostly have numbers in a row; where two share a
 * slot, the stall that began first is not seen. So is the outer one of two that are nested. An end that is missed leaves
 * a beginning that the next one overwrites: nothing has to be cleared up, and nothing can fill.
 */
struct stalls {
	struct reclaim slots[RECLAIM_SLOTS];
	/* The second that is counted, and how many were told in it. */
	__u64 second_start_ns;
	__u64 told;
};

/* The kernel charges it to the witnessed container: 16 KiB. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct stalls);
} stalls SEC(".maps");

static __always_inline struct stalls *all_stalls(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&stalls, &zero);
}

static __always_inline int order_of(__u64 *arguments)
{
	__u64 first = arguments[0];
	__u64 second = arguments[1];

	/* The verifier takes no address within the context that was chosen between two. */
	barrier_var(first);
	barrier_var(second);
	if (bpf_core_field_exists(struct trace_event_raw_mm_vmscan_direct_reclaim_begin_template, memcg_id))
		return second;
	return first;
}

static __always_inline bool is_of_agent(__u64 pid_tgid)
{
	return (__s32)(pid_tgid >> 32) == shared.located_host_pid;
}

/* Called for each task on the machine that reclaims: others' end at the first comparison. */
static __always_inline int on_stall_begin(__u64 *arguments)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	struct stalls *all = all_stalls();
	__u32 tid = pid_tgid;
	struct reclaim *slot;

	if (!is_of_agent(pid_tgid) || !shared.stall_threshold_ns || !all)
		return 0;
	slot = &all->slots[tid % RECLAIM_SLOTS];
	slot->tid = tid;
	slot->order = order_of(arguments);
	slot->start_ns = bpf_ktime_get_ns();
	return 0;
}

/*
 * Two that read at once may let one more through: nothing depends on the exact number, and an addition that hands back
 * its result takes Linux 5.12.
 */
static __always_inline bool is_one_too_many(struct stalls *all, __u64 now)
{
	if (now - all->second_start_ns >= SECOND_NS) {
		all->second_start_ns = now;
		all->told = 0;
	}
	return all->told++ >= MOST_STALLS_A_SECOND;
}

/* A function of its own, so that the type information has the record: a test holds the decoder against it. */
static __noinline int fill_in_stall(struct reclaim_stall_record *record)
{
	record->header.kind = RECORD_RECLAIM_STALL;
	record->header.size = sizeof(*record);
	record->host_tid = bpf_get_current_pid_tgid();
	record->tid = number_in_namespace((__u64)pid_of_thread((void *)bpf_get_current_task()),
					  shared.agent_pid_namespace);
	record->reserved = 0;
	bpf_get_current_comm(record->comm, sizeof(record->comm));
	return 0;
}

static __always_inline void tell_stall(struct stalls *all, __u64 now, __u64 stall_ns, __u64 reclaimed, int order)
{
	struct reclaim_stall_record *record = NULL;

	__sync_fetch_and_add(&shared.stalls_seen, 1);
	__sync_fetch_and_add(&shared.stalled_ns, stall_ns);
	if (!is_share_used_up(SHARE_OF_STALLS) && !is_one_too_many(all, now))
		record = bpf_ringbuf_reserve(&kills, sizeof(*record), 0);
	if (!record) {
		__sync_fetch_and_add(&shared.stalls_untold, 1);
		return;
	}
	record->header.time_ns = now;
	record->stall_ns = stall_ns;
	record->reclaimed = reclaimed;
	record->order = order;
	fill_in_stall(record);
	/* Wakes the reader unless something waits in the ring: that may be a victim whose memory is not free yet. */
	bpf_ringbuf_submit(record, 0);
}

static __always_inline int on_stall_end(__u64 reclaimed)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	struct stalls *all = all_stalls();
	__u64 threshold = shared.stall_threshold_ns;
	__u32 tid = pid_tgid;
	struct reclaim *slot;
	__u64 start, now;

	if (!is_of_agent(pid_tgid) || !threshold || !all)
		return 0;
	slot = &all->slots[tid % RECLAIM_SLOTS];
	start = slot->start_ns;
	if (slot->tid != tid || !start)
		return 0;
	slot->start_ns = 0;
	now = bpf_ktime_get_ns();
	if (now - start >= threshold)
		tell_stall(all, now, now - start, reclaimed, slot->order);
	return 0;
}

#endif
