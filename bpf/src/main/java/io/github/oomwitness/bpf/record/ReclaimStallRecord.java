// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * A thread of this JVM had to free memory itself before it got any (mm/vmscan.c, the tracepoints
 * mm_vmscan_memcg_reclaim_* and mm_vmscan_direct_reclaim_*).
 *
 * @param timeNanos when it was let go
 * @param stallNanos how long it was held up
 * @param tid in the agent's pid namespace; -1 where it is not visible there
 * @param hostTid in the initial pid namespace
 * @param threadName the kernel's comm of the thread, at most 15 bytes
 * @param reclaimed bytes that it freed; -1 unknown
 * @param order 2^order pages were asked for
 */
public record ReclaimStallRecord(
        long timeNanos, long stallNanos, int tid, int hostTid, String threadName, long reclaimed, int order)
        implements KernelRecord {}
