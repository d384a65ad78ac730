// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/** One record of the ring: something that the kernel did, as its own program wrote it down. */
public sealed interface KernelRecord
        permits KillRecord, Decision, MemoryFreedRecord, ProcessKillRecord, ReclaimStallRecord {
    /** Nanoseconds on CLOCK_MONOTONIC, the clock of {@link System#nanoTime()}. */
    long timeNanos();
}
