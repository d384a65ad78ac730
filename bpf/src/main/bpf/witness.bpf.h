/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * The programs that all rungs have in common, at tracepoints. Each rung's file says by TRACEPOINT in which way they are
 * hooked in, and adds, above them, what sees the decision: a program that the kernel refuses is better refused first.
 */
#ifndef WITNESS_BPF_H
#define WITNESS_BPF_H

#include "account.bpf.h"
#include "death.bpf.h"
#include "freed.bpf.h"
#include "kernel.h"
#include "killer.bpf.h"
#include "lineage.bpf.h"
#include "locate.bpf.h"
#include "program.bpf.h"
#ifndef WITHOUT_EXTRAS
#include "stall.bpf.h"
#endif
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Never attached, but run by BPF_PROG_TEST_RUN on the thread in question; bpftool wants a name after the slash. */
SEC("raw_tp/locate")
int locate(void *ctx)
{
	return locate_caller();
}

/* Run once, before anything is attached: only programs of this type may ask kallsyms. */
SEC("syscall")
int learn(void *ctx)
{
	return find_tables();
}

/* Called for each signal on the machine: nearly all end at the first comparison. */
SEC(TRACEPOINT "/signal_generate")
int BPF_PROG(on_signal, int number, struct kernel_siginfo *info, struct task_struct *task, int group)
{
	if (number != SIGKILL || (unsigned long)info != SEND_SIG_PRIV || !group)
		return 0;
	return on_fatal_signal(ctx, task);
}

/* The tracepoint's argument is a task, or on older kernels the number of one. */
SEC(TRACEPOINT "/mark_victim")
int BPF_PROG(on_mark, __u64 marked)
{
	return on_victim_mark(ctx, marked);
}

#ifndef WITHOUT_EXTRAS
/* A program of its own, because nothing else depends on it. */
SEC(TRACEPOINT "/signal_generate")
int BPF_PROG(on_signal_of_process, int number, struct kernel_siginfo *info, struct task_struct *task, int group, int result)
{
	if (number != SIGKILL)
		return 0;
	return on_kill(info, task, result);
}

SEC(TRACEPOINT "/sched_process_fork")
int BPF_PROG(on_fork, struct task_struct *parent, struct task_struct *child)
{
	return on_forked(parent, child);
}

SEC(TRACEPOINT "/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task)
{
	return on_program_executed(task);
}

/* Plain programs on every rung: they need no types, and one serves two tracepoints, of a cgroup's limit and of the machine's. */
SEC("raw_tp/mm_vmscan_memcg_reclaim_begin")
int on_reclaim_begin(__u64 *arguments)
{
	return on_stall_begin(arguments);
}

SEC("raw_tp/mm_vmscan_memcg_reclaim_end")
int on_reclaim_end(__u64 *arguments)
{
	return on_stall_end(arguments[0]);
}
#endif

#ifndef WITHOUT_EXIT_MMAP
SEC(TRACEPOINT "/exit_mmap")
int BPF_PROG(on_exit_mmap, struct mm_struct *mm)
{
	return on_memory_freed(mm);
}
#endif

#endif
