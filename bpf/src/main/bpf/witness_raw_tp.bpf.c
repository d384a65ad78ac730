// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/* The same through plain tracepoints, for kernels that refuse programs of the type that tp_btf needs. */
#define TRACEPOINT "raw_tp"
#include "witness.bpf.h"
