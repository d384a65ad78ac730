// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/* The same with nothing that kills can be told without, for a kernel that refuses some of it. */
#define WITHOUT_EXIT_MMAP
#define WITHOUT_EXTRAS
#include "witness_raw_tp.bpf.c"
