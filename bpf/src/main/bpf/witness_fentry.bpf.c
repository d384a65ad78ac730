// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/* The rung that sees the decision through trampolines at oom_kill_process(). */
#define TRACEPOINT "tp_btf"
#include "decision.bpf.h"
#include "kernel.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry/oom_kill_process")
int BPF_PROG(on_oom_kill_process, struct oom_control *control, const char *message)
{
	return on_decision(control, message);
}

SEC("fexit/oom_kill_process")
int BPF_PROG(on_oom_kill_process_done)
{
	return on_decision_carried_out();
}

#include "witness.bpf.h"
