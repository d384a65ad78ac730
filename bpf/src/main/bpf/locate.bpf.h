/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * Where the calling thread is: its memory cgroup and all above it, with their usage and limits, also where no path
 * leads there because a cgroup namespace or a mount hides it.
 */
#ifndef LOCATE_BPF_H
#define LOCATE_BPF_H

#include "kernel.h"
#include "memcg.bpf.h"
#include "oomwitness.h"
#include "shared.bpf.h"
#include "text.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

static __always_inline int locate_caller(void)
{
	struct cgroup_subsys_state *css = memcg_of((void *)bpf_get_current_task());
	struct text text = {
		.bytes = shared.located_text,
		.length = &shared.located_text_length,
		.flags = &shared.located_flags,
	};

	shared.located_host_pid = bpf_get_current_pid_tgid() >> 32;
	shared.located_flags = 0;
	shared.located_text_length = 0;
	shared.located_hierarchy_id = hierarchy_of(css);
	read_levels(css, shared.located_levels, &shared.located_level_count, &text);
	return 0;
}

#endif
