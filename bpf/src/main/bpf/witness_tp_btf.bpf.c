// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/*
 * The rung that needs BTF and nothing else: no kprobes, no trampolines. It works wherever mark_victim passes the task;
 * older kernels pass a bare pid, which the locate program says before anything is attached.
 */
#include "death.bpf.h"
#include "freed.bpf.h"
#include "kernel.h"
#include "lineage.bpf.h"
#include "locate.bpf.h"
#include "program.bpf.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Never attached, but run by BPF_PROG_TEST_RUN on the thread in question; bpftool wants a name after the slash. */
SEC("raw_tp/locate")
int locate(void *ctx)
{
	return locate_caller();
}

/* Called for each signal on the machine: nearly all end at the first comparison. */
SEC("tp_btf/signal_generate")
int BPF_PROG(on_signal, int number, struct kernel_siginfo *info, struct task_struct *task, int group)
{
	if (number != SIGKILL || (unsigned long)info != SEND_SIG_PRIV || !group)
		return 0;
	return on_fatal_signal(ctx, task);
}

SEC("tp_btf/mark_victim")
int BPF_PROG(on_mark, struct task_struct *task)
{
	return on_victim_mark(ctx, task);
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_fork, struct task_struct *parent, struct task_struct *child)
{
	return on_forked(parent, child);
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task)
{
	return on_program_executed(task);
}

#ifndef WITHOUT_EXIT_MMAP
SEC("tp_btf/exit_mmap")
int BPF_PROG(on_exit_mmap, struct mm_struct *mm)
{
	return on_memory_freed(mm);
}
#endif
