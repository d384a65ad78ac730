/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* The record of one kill: built in the workspace, sent through the ring, counted either way. */
#ifndef KILL_BPF_H
#define KILL_BPF_H

#include "decision.bpf.h"
#include "freed.bpf.h"
#include "kernel.h"
#include "lineage.bpf.h"
#include "memcg.bpf.h"
#include "oomwitness.h"
#include "pid.bpf.h"
#include "program.bpf.h"
#include "ring.bpf.h"
#include "rss.bpf.h"
#include "shared.bpf.h"
#include "stack.bpf.h"
#include "task.bpf.h"
#include "text.bpf.h"
#include "workspace.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

struct death {
	struct task_struct *task;
	struct mm_struct *mm;
	__u32 flags;
	__u64 time_ns;
};

static __always_inline void record_victim(struct kill_record *record, struct task_struct *task)
{
	struct pid *pid = pid_of_process(task);

	record->victim_host_pid = BPF_CORE_READ(task, tgid);
	record->victim_pid = number_in_namespace((__u64)pid, shared.agent_pid_namespace);
	record->victim_own_pid = own_number(pid);
	record->victim_pid_namespace_level = BPF_CORE_READ(pid, level);
	record->victim_host_tid = BPF_CORE_READ(task, pid);
	record->victim_oom_score_adj = BPF_CORE_READ(task, signal, oom_score_adj);
	record->victim_uid = BPF_CORE_READ(task, real_cred, uid.val);
	record->victim_start_ns = BPF_CORE_READ(task, group_leader, start_time);
	BPF_CORE_READ_INTO(&record->victim_comm, task, comm);
	read_node_name(record->node_name, task);
}

static __always_inline void record_parent(struct kill_record *record, struct task_struct *task)
{
	struct task_struct *parent = BPF_CORE_READ(task, real_parent);

	record->parent_host_pid = BPF_CORE_READ(parent, tgid);
	record->parent_pid = number_in_namespace((__u64)pid_of_process(parent), shared.agent_pid_namespace);
}

static __always_inline void record_memory(struct kill_record *record, struct mm_struct *mm)
{
	record_rss(record, mm);
	record->victim_page_tables_bytes = BPF_CORE_READ(mm, pgtables_bytes.counter);
	record->victim_total_vm = BPF_CORE_READ(mm, total_vm);
}

static __always_inline void record_trigger(struct kill_record *record)
{
	struct task_struct *trigger = (void *)bpf_get_current_task();

	record->trigger_host_pid = bpf_get_current_pid_tgid() >> 32;
	record->trigger_pid = number_in_namespace((__u64)pid_of_process(trigger), shared.agent_pid_namespace);
	record->trigger_host_tid = (__u32)bpf_get_current_pid_tgid();
	record->trigger_tid = number_in_namespace((__u64)pid_of_thread(trigger), shared.agent_pid_namespace);
	record->trigger_uid = bpf_get_current_uid_gid();
	record->cpu = bpf_get_smp_processor_id();
	bpf_get_current_comm(record->trigger_comm, sizeof(record->trigger_comm));
}

static __always_inline void record_cgroup(struct kill_record *record, struct cgroup_subsys_state *css,
					  struct text *text)
{
	struct mem_cgroup *memcg = mem_cgroup_of(css);

	record->hierarchy_id = hierarchy_of(css);
	record->memory_low = BPF_CORE_READ(memcg, memory.low);
	record->memory_high = read_high(memcg);
	record->memory_fail_count = read_fail_count(memcg);
	record->swappiness = read_swappiness(memcg, record->hierarchy_id == 0);
	read_levels(css, record->levels, &record->level_count, text);
}

static __always_inline void record_stack(struct kill_record *record, void *ctx, __u64 *addresses, struct text *text)
{
	record->stack_offset = *text->length;
	append_stack(text, ctx, addresses, &record->stack_frames);
}

static __always_inline void send(struct kill_record *record, __u64 time_ns, bool waits)
{
	__u64 wakeup = waits ? BPF_RB_NO_WAKEUP : BPF_RB_FORCE_WAKEUP;
	__u32 length = record->text_length;

	/* Cannot be; but the verifier, which has lost sight of it, has to see it too. */
	if (length > TEXT_LENGTH)
		return;

	record->header.kind = RECORD_KILL;
	record->header.size = offsetof(struct kill_record, text) + length;
	record->header.time_ns = time_ns;
	record->program_ns = bpf_ktime_get_ns() - time_ns;
	if (bpf_ringbuf_output(&kills, record, offsetof(struct kill_record, text) + length, wakeup))
		__sync_fetch_and_add(&shared.records_lost, 1);
}

static __noinline int tell(void *ctx, struct death *death)
{
	struct task_struct *task = death->task;
	struct cgroup_subsys_state *css = memcg_of(task);
	struct workspace *space = workspace();
	struct kill_record *record;
	struct text text;

	if (!space)
		return 0;
	if (!is_within(css, shared.witnessed_cgroup_id)) {
		__sync_fetch_and_add(&shared.kills_elsewhere, 1);
		return 0;
	}
	__sync_fetch_and_add(&shared.kills_seen, 1);

	record = &space->record;
	record->decision = tell_decision((__u64)css);
	record->flags = death->flags;
	record->text_length = 0;
	text.bytes = record->text;
	text.length = &record->text_length;
	text.flags = &record->flags;

	/* First of all, because the victim begins to give its memory back now. */
	record_memory(record, death->mm);
	record_faults(record, task);
	record_cgroup(record, css, &text);
	record_victim(record, task);
	record_parent(record, task);
	record_trigger(record);
	record_lineage(record, task);
	record_program(record, task, death->mm, &text);
	record_stack(record, ctx, space->stack, &text);
	send(record, death->time_ns,
	     !reader_has_room(record, &space->decision) && waits_for_memory_of(task, death->mm));
	return 0;
}

#endif
