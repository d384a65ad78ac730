/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* The settings and counts that both halves see: user space maps .bss, which holds this and nothing else. */
#ifndef SHARED_BPF_H
#define SHARED_BPF_H

#include "kernel.h"
#include "oomwitness.h"

struct shared_area shared;

#endif
