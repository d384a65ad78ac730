// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/* The rung that needs BTF and nothing else: no kprobes, no trampolines. It sees deaths, and no decisions. */
#define TRACEPOINT "tp_btf"
#include "witness.bpf.h"
