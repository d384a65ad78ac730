// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/* The rung that sees the decision through kprobes at oom_kill_process(), where trampolines are not to be had. */
#define TRACEPOINT "tp_btf"
#include "decision.bpf.h"
#include "kernel.h"
#include "registers.bpf.h"
#include <bpf/bpf_helpers.h>

SEC("kprobe/oom_kill_process")
int on_oom_kill_process(void *registers)
{
	return on_decision(first_argument(registers), second_argument(registers));
}

SEC("kretprobe/oom_kill_process")
int on_oom_kill_process_done(void *registers)
{
	return on_decision_carried_out();
}

#include "witness.bpf.h"
