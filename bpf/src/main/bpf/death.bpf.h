/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * Tells deaths by the OOM killer from everything that looks like one. __oom_kill_process() (mm/oom_kill.c) sends the
 * victim SIGKILL with SEND_SIG_PRIV, marks it, then sends the same signal to the processes that share its address
 * space. Neither half is proof alone: a task that is exiting anyway is marked and not killed, each of a process's
 * threads may be; and the end of a pid namespace, of a tracer or of an RLIMIT_CPU sends such signals with no shortage.
 * So a death is a signal and a mark by one trigger for one task, or a signal to a sharer right after that.
 */
#ifndef DEATH_BPF_H
#define DEATH_BPF_H

#include "kernel.h"
#include "kill.bpf.h"
#include "shared.bpf.h"
#include "task.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Between the two lie instructions under a spinlock, and whatever a hypervisor steals from them. */
#define SIGNAL_TO_MARK_NS (100 * 1000 * 1000ULL)
/* Between these lies the kernel's line for the victim, which a serial console holds up. */
#define SIGNAL_TO_SHARER_NS (1000 * 1000 * 1000ULL)

struct fatal_signal {
	__u64 task;
	__u64 mm;
	__u64 time_ns;
	__s32 pid;
	__s32 tid;
	__u32 marked;
	__u32 reserved;
};

/* By the thread id of the sender, the trigger. Pid namespaces that end side by side must not push out a kill's. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct fatal_signal);
} fatal_signals SEC(".maps");

/*
 * Under memory.oom.group the kernel comes to a process again: as a member after it has been the victim or a sharer,
 * and by another of its threads when the first has lost its address space meanwhile.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 256);
	__type(key, struct process_identity);
	__type(value, __u64);
} told_deaths SEC(".maps");

static __always_inline void tell_once(void *ctx, struct death *death)
{
	struct process_identity identity = identity_of(death->task);

	if (bpf_map_update_elem(&told_deaths, &identity, &death->time_ns, BPF_NOEXIST) == -EEXIST)
		return;
	tell(ctx, death);
}

static __always_inline bool is_sharer(struct task_struct *task, struct fatal_signal *earlier, __u64 now)
{
	if (!earlier || !earlier->marked || now - earlier->time_ns > SIGNAL_TO_SHARER_NS)
		return false;
	if (BPF_CORE_READ(task, tgid) == earlier->pid)
		return false;
	return (__u64)mm_of_process(task) == earlier->mm;
}

/*
 * The result of the signal does not matter: a victim that another SIGKILL had reached before is still one that the
 * kernel chose, reports and counts.
 */
static __always_inline int on_fatal_signal(void *ctx, struct task_struct *task)
{
	__u64 now = bpf_ktime_get_ns();
	__u32 trigger = bpf_get_current_pid_tgid();
	struct fatal_signal *earlier = bpf_map_lookup_elem(&fatal_signals, &trigger);

	if (is_sharer(task, earlier, now)) {
		struct death death = {
			.task = task,
			.mm = (void *)earlier->mm,
			.flags = KILL_SHARES_VICTIM_MM,
			.time_ns = now,
		};

		tell_once(ctx, &death);
	} else {
		struct fatal_signal signal = {
			.task = (__u64)task,
			.mm = (__u64)BPF_CORE_READ(task, mm),
			.time_ns = now,
			.pid = BPF_CORE_READ(task, tgid),
			.tid = BPF_CORE_READ(task, pid),
		};

		bpf_map_update_elem(&fatal_signals, &trigger, &signal, BPF_ANY);
	}
	return 0;
}

/* Older kernels pass the task's number instead (before 6.8 and its backports). */
static __always_inline bool is_of(struct fatal_signal *signal, __u64 marked)
{
	if (bpf_core_field_exists(struct trace_event_raw_mark_victim, uid))
		return signal->task == marked;
	return signal->tid == (__s32)marked;
}

static __always_inline int on_victim_mark(void *ctx, __u64 marked)
{
	__u64 now = bpf_ktime_get_ns();
	__u32 trigger = bpf_get_current_pid_tgid();
	struct fatal_signal *signal = bpf_map_lookup_elem(&fatal_signals, &trigger);
	struct death death = { .time_ns = now };

	__sync_fetch_and_add(&shared.marks_seen, 1);
	if (!signal || signal->marked || !is_of(signal, marked) || now - signal->time_ns > SIGNAL_TO_MARK_NS)
		return 0;

	signal->marked = true;
	death.task = (void *)signal->task;
	death.mm = (void *)signal->mm;
	tell_once(ctx, &death);
	return 0;
}

#endif
