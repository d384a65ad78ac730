/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* A process has a number in its own pid namespace and in each one above that. */
#ifndef PID_BPF_H
#define PID_BPF_H

#include "kernel.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* MAX_PID_NS_LEVEL (include/linux/pid_namespace.h). */
#define DEEPEST_PID_NAMESPACE 32

static __always_inline struct pid *pid_of_thread(struct task_struct *task)
{
	return BPF_CORE_READ(task, thread_pid);
}

static __always_inline struct pid *pid_of_process(struct task_struct *task)
{
	return BPF_CORE_READ(task, signal, pids[PIDTYPE_TGID]);
}

/* The kernel's array has no length in its type, so that CO-RE knows its start and the elements' size but no index. */
static __always_inline struct upid *number_at(struct pid *pid, __u32 level)
{
	return (void *)pid + bpf_core_field_offset(struct pid, numbers) + level * bpf_core_type_size(struct upid);
}

static __always_inline int own_number(struct pid *pid)
{
	struct upid *number = number_at(pid, BPF_CORE_READ(pid, level));

	return BPF_CORE_READ(number, nr);
}

/* 0 where that namespace, given by its inode, cannot see the process. */
__noinline int number_in_namespace(__u64 pid_address, __u32 namespace)
{
	struct pid *pid = (void *)pid_address;
	__u32 deepest = BPF_CORE_READ(pid, level);

	for (__u32 level = 0; level <= deepest && level <= DEEPEST_PID_NAMESPACE; level++) {
		struct upid *number = number_at(pid, level);

		if (BPF_CORE_READ(number, ns, ns.inum) == namespace)
			return BPF_CORE_READ(number, nr);
	}
	return 0;
}

#endif
