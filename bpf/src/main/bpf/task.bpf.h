/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* What a process is besides its memory and its numbers: its threads and their faults, the name of its host. */
#ifndef TASK_BPF_H
#define TASK_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include "workspace.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* The product is how many threads are followed. */
#define THREAD_BATCHES 32
#define THREAD_BATCH 128
/* Of the threads that have ended only the leader stays in the list, for its parent to reap. */
#define MAX_ENDED_THREADS 8

/* The kernel uses a pid again; the two together it does not. */
struct process_identity {
	__u64 start_ns;
	__u64 pid;
};

static __always_inline struct process_identity identity_of(struct task_struct *task)
{
	struct process_identity identity = {
		.start_ns = BPF_CORE_READ(task, group_leader, start_time),
		.pid = BPF_CORE_READ(task, tgid),
	};

	return identity;
}

static __always_inline struct list_head *head_of_threads(struct task_struct *task)
{
	return (void *)BPF_CORE_READ(task, signal) + bpf_core_field_offset(struct signal_struct, thread_head);
}

static __always_inline struct task_struct *thread_at(struct list_head *node)
{
	return (void *)node - bpf_core_field_offset(struct task_struct, thread_node);
}

/* Returns the node to go on with, which is the head when all have been seen. */
__noinline __u64 add_faults_of_threads(__u64 first_node, __u64 head)
{
	struct workspace *space = workspace();
	struct list_head *node = (void *)first_node;

	if (!space)
		return 0;

	for (int i = 0; i < THREAD_BATCH; i++) {
		struct task_struct *thread = thread_at(node);

		if (!node || (__u64)node == head)
			break;
		space->record.victim_minor_faults += BPF_CORE_READ(thread, min_flt);
		space->record.victim_major_faults += BPF_CORE_READ(thread, maj_flt);
		node = BPF_CORE_READ(node, next);
	}
	return (__u64)node;
}

/*
 * Threads that ended have left their faults to the signal struct, living ones keep their own. A part of the sum would
 * be a wrong number: where the list is broken off or longer than can be followed there is none.
 */
static __always_inline void record_faults(struct kill_record *record, struct task_struct *task)
{
	struct list_head *list = head_of_threads(task);
	__u64 head = (__u64)list;
	__u64 node = (__u64)BPF_CORE_READ(list, next);

	record->victim_minor_faults = BPF_CORE_READ(task, signal, min_flt);
	record->victim_major_faults = BPF_CORE_READ(task, signal, maj_flt);
	for (int i = 0; i < THREAD_BATCHES && node && node != head; i++)
		node = add_faults_of_threads(node, head);

	if (node != head) {
		record->victim_minor_faults = NOT_AVAILABLE;
		record->victim_major_faults = NOT_AVAILABLE;
	}
}

/* The leader of a process can be gone, its address space with it, while the other threads run on. */
static __always_inline struct mm_struct *mm_of_process(struct task_struct *task)
{
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	struct list_head *head = head_of_threads(task);
	struct list_head *node = BPF_CORE_READ(head, next);

	for (int i = 0; !mm && i < MAX_ENDED_THREADS; i++) {
		struct task_struct *thread = thread_at(node);

		if (!node || node == head)
			break;
		mm = BPF_CORE_READ(thread, mm);
		node = BPF_CORE_READ(node, next);
	}
	return mm;
}

static __always_inline void read_node_name(char *name, struct task_struct *task)
{
	struct uts_namespace *uts = BPF_CORE_READ(task, nsproxy, uts_ns);

	/* A task gives up its namespaces early in its exit. */
	name[0] = '\0';
	if (uts)
		bpf_probe_read_kernel_str(name, NODE_NAME_LENGTH,
					  (void *)uts + bpf_core_field_offset(struct uts_namespace, name.nodename));
}

#endif
