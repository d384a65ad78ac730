// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * A victim of several threads has given its memory back (mm/mmap.c, exit_mmap). The kernel program wakes the reader with
 * it and not before: a reader that needs a page while such a victim is dying gets its own process killed.
 *
 * @param hostPid of the victim, in the initial pid namespace
 */
public record MemoryFreedRecord(long timeNanos, int hostPid) implements KernelRecord {}
