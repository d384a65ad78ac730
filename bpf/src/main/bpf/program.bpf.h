/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * What a process runs, noted down when it executes its program. At its death that is too late: its arguments lie in an
 * address space that is not the current one. A look at /proc now and then misses whoever does not live long enough to be
 * seen.
 */
#ifndef PROGRAM_BPF_H
#define PROGRAM_BPF_H

#include "kernel.h"
#include "memcg.bpf.h"
#include "oomwitness.h"
#include "pid.bpf.h"
#include "shared.bpf.h"
#include "task.bpf.h"
#include "text.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* How far up one looks for the process whose program a forked one still runs. */
#define MAX_ANCESTORS 8

struct running_program {
	/* Where the arguments lie in its address space: a process that is forked has the same ones at the same place. */
	__u64 arguments_address;
	/* 0 while the arguments are being written, and where they could not be read. */
	__u32 arguments_length;
	__u32 arguments_truncated;
	char arguments[ARGUMENTS_LENGTH];
};

/*
 * Only of the witnessed cgroup. The kernel charges the map to it, full or not: some 305 KiB. Who has been there
 * longest is pushed out by whoever comes, and /proc has been read for that one long since: so nobody has to clear up,
 * and the ends of all processes on the machine need not be watched.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 512);
	__type(key, struct process_identity);
	__type(value, struct running_program);
} programs SEC(".maps");

/* Never written: what a new entry begins as. It is too big for the stack. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct running_program);
} blank_program SEC(".maps");

static __always_inline struct running_program *find_program(struct task_struct *task)
{
	struct process_identity identity = identity_of(task);

	return bpf_map_lookup_elem(&programs, &identity);
}

static __always_inline void note_arguments(struct running_program *program, struct mm_struct *mm)
{
	__u64 start = BPF_CORE_READ(mm, arg_start);
	__u64 length = BPF_CORE_READ(mm, arg_end) - start;

	program->arguments_length = 0;
	program->arguments_truncated = length > ARGUMENTS_LENGTH;
	program->arguments_address = start;
	/* The verifier has to see the comparison with the very register that is passed on. */
	barrier_var(length);
	if (length > ARGUMENTS_LENGTH)
		length = ARGUMENTS_LENGTH;
	/* They have just been written there, so that nothing has to be fetched. */
	if (bpf_probe_read_user(program->arguments, length, (void *)start))
		return;
	barrier();
	program->arguments_length = length;
}

/* Called for each program that is executed on the machine: those of other cgroups end at the look for theirs. */
static __always_inline int on_program_executed(struct task_struct *task)
{
	struct running_program *program, *blank;
	struct process_identity identity;
	__u32 zero = 0;

	if (!is_within(memcg_of(task), shared.witnessed_cgroup_id))
		return 0;

	identity = identity_of(task);
	program = bpf_map_lookup_elem(&programs, &identity);
	if (!program) {
		blank = bpf_map_lookup_elem(&blank_program, &zero);
		if (!blank || bpf_map_update_elem(&programs, &identity, blank, BPF_ANY))
			return 0;
		program = bpf_map_lookup_elem(&programs, &identity);
		if (!program)
			return 0;
		__sync_fetch_and_add(&shared.processes_noted, 1);
	}
	note_arguments(program, BPF_CORE_READ(task, mm));
	return 0;
}

/*
 * What tells the arguments of a process. One that has executed nothing since it was forked runs what an ancestor runs:
 * but only if its arguments lie where that one's lie, or else it has been handed to a stranger meanwhile.
 */
static __always_inline struct running_program *find_arguments(struct task_struct *task, struct mm_struct *mm)
{
	__u64 address = BPF_CORE_READ(mm, arg_start);
	struct running_program *program = find_program(task);

	for (int i = 0; !program && i < MAX_ANCESTORS; i++) {
		task = BPF_CORE_READ(task, real_parent);
		if (!task)
			return NULL;
		program = find_program(task);
		if (program && program->arguments_address != address)
			return NULL;
	}
	return program;
}

static __always_inline void record_arguments(struct kill_record *record, struct running_program *program,
					     struct text *text)
{
	__u32 offset = *text->length;
	__u32 length = program->arguments_length;

	if (!length || length > ARGUMENTS_LENGTH)
		return;
	if (offset > TEXT_LENGTH - ARGUMENTS_LENGTH) {
		*text->flags |= KILL_TEXT_TRUNCATED;
		return;
	}
	if (bpf_probe_read_kernel(text->bytes + offset, length, program->arguments))
		return;
	if (program->arguments_truncated)
		record->flags |= KILL_ARGUMENTS_TRUNCATED;
	record->arguments_offset = offset;
	record->arguments_length = length;
	*text->length = offset + length;
}

static __always_inline void record_program(struct kill_record *record, struct task_struct *task, struct mm_struct *mm,
					   struct text *text)
{
	struct running_program *program = find_arguments(task, mm);

	record->arguments_offset = 0;
	record->arguments_length = 0;
	if (program)
		record_arguments(record, program, text);
}

#endif
