/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* The way out: records of kills, and of what else a reader of kills has to know. */
#ifndef RING_BPF_H
#define RING_BPF_H

#include "kernel.h"
#include <bpf/bpf_helpers.h>

/*
 * The kernel charges the ring to the container that is witnessed, which is short of memory already. A kill and
 * its decision take some 2.1 KiB, so that this holds more than 200: a second of a storm while the reader is held up.
 */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 512 * 1024);
} kills SEC(".maps");

/* Kills by the OOM killer must find room, however much else there is to tell: that gets one part in so many. */
static __always_inline bool is_share_used_up(__u64 one_part_in)
{
	return bpf_ringbuf_query(&kills, BPF_RB_AVAIL_DATA) > bpf_ringbuf_query(&kills, BPF_RB_RING_SIZE) / one_part_in;
}

#endif
