/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * The kernel's stack as text. It is symbolised here because /proc/kallsyms reads as zeros to a loader that has no more
 * than CAP_BPF and CAP_PERFMON.
 */
#ifndef STACK_BPF_H
#define STACK_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include "text.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Longer than all but the oddest of kernel symbols with their +offset/size [module]. */
#define FRAME_LENGTH 128

static const char frame_format[] = "%pS\n";

/* On top lie the witness itself and the tracepoint that called it: bpf_..., __bpf_trace_..., __traceiter_... */
static __always_inline bool is_frame_of_witness(const char *frame)
{
	if (frame[0] == 'b' && frame[1] == 'p' && frame[2] == 'f' && frame[3] == '_')
		return true;
	return frame[0] == '_' && frame[1] == '_' &&
	       ((frame[2] == 'b' && frame[3] == 'p') || (frame[2] == 't' && frame[3] == 'r'));
}

/* One line a frame. None before 5.13, where the kernel does not symbolise for us. */
static __always_inline void append_stack(struct text *text, void *ctx, __u64 *addresses, __u32 *frames)
{
	long bytes;

	*frames = 0;
	if (!bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_snprintf))
		return;

	bytes = bpf_get_stack(ctx, addresses, STACK_DEPTH * sizeof(*addresses), 0);
	for (int i = 0; i < STACK_DEPTH; i++) {
		__u32 length = *text->length;
		char *frame;
		long size;

		if ((long)(i * sizeof(*addresses)) >= bytes)
			break;
		if (length > TEXT_LENGTH - FRAME_LENGTH) {
			*text->flags |= KILL_TEXT_TRUNCATED;
			break;
		}

		frame = text->bytes + length;
		size = bpf_snprintf(frame, FRAME_LENGTH, frame_format, &addresses[i], sizeof(*addresses));
		if (size <= 1 || size > FRAME_LENGTH) {
			*text->flags |= KILL_TEXT_TRUNCATED;
			break;
		}
		if (!*frames && is_frame_of_witness(frame))
			continue;
		*text->length = length + size - 1;
		*frames += 1;
	}
}

#endif
