/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* Strings of any length, one behind the other in a record's text, so that only what is used is sent. */
#ifndef TEXT_BPF_H
#define TEXT_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include <bpf/bpf_helpers.h>

/* NAME_MAX, the longest name that a directory can have, and its zero byte. */
#define NAME_LENGTH 256

/*
 * The length and the flags are kept where the record has them, not in here: the verifier forgets what it knows about
 * a number that goes through a map, and need not follow each possible length to the end.
 */
struct text {
	char *bytes;
	__u32 *length;
	/* KILL_TEXT_TRUNCATED is set here. */
	__u32 *flags;
};

/* Returns the length without the zero byte; 0 where nothing could be read or there was no room. */
static __always_inline __u32 append_name(struct text *text, const char *name)
{
	__u32 length = *text->length;
	long size;

	if (length > TEXT_LENGTH - NAME_LENGTH) {
		*text->flags |= KILL_TEXT_TRUNCATED;
		return 0;
	}

	size = bpf_probe_read_kernel_str(text->bytes + length, NAME_LENGTH, name);
	if (size <= 0 || size > NAME_LENGTH)
		return 0;

	*text->length = length + size;
	return size - 1;
}

#endif
