/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * The arguments of a function at a kprobe. Which registers have them is the processor's convention; which processor it
 * is, the names of the registers in the kernel's type information tell, so that one object serves both.
 */
#ifndef REGISTERS_BPF_H
#define REGISTERS_BPF_H

#include "kernel.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct pt_regs___x86_64 {
	unsigned long di;
	unsigned long si;
};

struct pt_regs___aarch64 {
	u64 regs[2];
};

#pragma clang attribute pop

static __always_inline void *first_argument(void *registers)
{
	if (bpf_core_field_exists(struct pt_regs___x86_64, di))
		return (void *)BPF_CORE_READ((struct pt_regs___x86_64 *)registers, di);
	return (void *)BPF_CORE_READ((struct pt_regs___aarch64 *)registers, regs[0]);
}

static __always_inline void *second_argument(void *registers)
{
	if (bpf_core_field_exists(struct pt_regs___x86_64, si))
		return (void *)BPF_CORE_READ((struct pt_regs___x86_64 *)registers, si);
	return (void *)BPF_CORE_READ((struct pt_regs___aarch64 *)registers, regs[1]);
}

#endif
