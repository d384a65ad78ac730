// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/* The same for kernels from 5.17 to 6.0, whose end of an address space has no tracepoint: readers are woken at once. */
#define WITHOUT_EXIT_MMAP
#include "witness_fentry.bpf.c"
