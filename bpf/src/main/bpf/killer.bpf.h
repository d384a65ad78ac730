/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * A process of the witnessed cgroup gets SIGKILL from another process: it ends with 137 as if the OOM killer had been
 * there, and has not. Who sends a signal is the running task, so that its arguments can be read where they lie.
 */
#ifndef KILLER_BPF_H
#define KILLER_BPF_H

#include "kernel.h"
#include "memcg.bpf.h"
#include "oomwitness.h"
#include "pid.bpf.h"
#include "program.bpf.h"
#include "ring.bpf.h"
#include "shared.bpf.h"
#include "task.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Nobody is named by cgroup.kill and by the end of a parent (PR_SET_PDEATHSIG): the running task is who did it. */
#define SEND_SIG_NOINFO 0UL

/* si_code (asm-generic/siginfo.h). With any other one, a timer's for instance, whoever runs has nothing to do with it. */
#define SI_USER 0
#define SI_QUEUE -1
#define SI_TKILL -6

/* TRACE_SIGNAL_DELIVERED (trace/events/signal.h). One that is dying already is sent nothing more. */
#define DELIVERED 0

static __always_inline bool is_sent_by_running_task(struct kernel_siginfo *info)
{
	int code;

	if ((unsigned long)info == SEND_SIG_NOINFO)
		return true;
	if ((unsigned long)info == SEND_SIG_PRIV)
		return false;
	code = BPF_CORE_READ(info, si_code);
	return code == SI_USER || code == SI_QUEUE || code == SI_TKILL;
}

/* The other half of the ring is for the OOM killer's. */
#define SHARE_OF_PROCESS_KILLS 2

static __always_inline void observe(struct observed_process *process, struct task_struct *task)
{
	process->host_pid = BPF_CORE_READ(task, tgid);
	process->pid = number_in_namespace((__u64)pid_of_process(task), shared.agent_pid_namespace);
	process->arguments_length = 0;
	process->arguments_truncated = 0;
	BPF_CORE_READ_INTO(&process->comm, task, group_leader, comm);
}

static __always_inline void observe_noted_arguments(struct observed_process *process, struct task_struct *task,
						    struct mm_struct *mm)
{
	struct running_program *program = find_arguments(task, mm);
	__u32 length;

	if (!program)
		return;
	length = program->arguments_length;
	if (length > ARGUMENTS_LENGTH || bpf_probe_read_kernel(process->arguments, length, program->arguments))
		return;
	process->arguments_truncated = program->arguments_truncated;
	process->arguments_length = length;
}

/* Without fetching anything: where its page is not there the sender has no arguments. */
static __always_inline void observe_own_arguments(struct observed_process *process, struct mm_struct *mm)
{
	__u64 start = BPF_CORE_READ(mm, arg_start);
	__u64 length = BPF_CORE_READ(mm, arg_end) - start;

	process->arguments_truncated = length > ARGUMENTS_LENGTH;
	/* The verifier has to see the comparison with the very register that is passed on. */
	barrier_var(length);
	if (length > ARGUMENTS_LENGTH)
		length = ARGUMENTS_LENGTH;
	if (bpf_probe_read_user(process->arguments, length, (void *)start))
		return;
	barrier();
	process->arguments_length = length;
}

/* A function of its own, so that the type information has the record: a test holds the decoder against it. */
static __noinline int fill_in(struct process_kill_record *record, struct task_struct *victim, struct mm_struct *mm)
{
	struct task_struct *sender = (void *)bpf_get_current_task();

	record->header.kind = RECORD_PROCESS_KILL;
	record->header.size = sizeof(*record);
	record->header.time_ns = bpf_ktime_get_ns();
	observe(&record->victim, victim);
	observe_noted_arguments(&record->victim, victim, mm);
	observe(&record->sender, sender);
	mm = BPF_CORE_READ(sender, mm);
	if (mm)
		observe_own_arguments(&record->sender, mm);
	return 0;
}

static __always_inline int on_kill(struct kernel_siginfo *info, struct task_struct *victim, int result)
{
	struct process_kill_record *record;
	struct mm_struct *mm;

	if (result != DELIVERED || !is_sent_by_running_task(info) ||
	    (__u32)BPF_CORE_READ(victim, tgid) == bpf_get_current_pid_tgid() >> 32 ||
	    !is_within(memcg_of(victim), shared.witnessed_cgroup_id))
		return 0;
	/* Older kernels send a signal to whoever has ended and has not been reaped. */
	mm = mm_of_process(victim);
	if (!mm)
		return 0;

	record = is_share_used_up(SHARE_OF_PROCESS_KILLS) ? NULL : bpf_ringbuf_reserve(&kills, sizeof(*record), 0);
	if (!record) {
		__sync_fetch_and_add(&shared.process_kills_lost, 1);
		return 0;
	}
	fill_in(record, victim, mm);
	/* Wakes the reader unless something waits in the ring: that may be a victim whose memory is not free yet. */
	bpf_ringbuf_submit(record, 0);
	return 0;
}

#endif
