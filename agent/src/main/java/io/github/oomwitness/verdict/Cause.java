// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

/** Why memory ran out. The names are public: users write them into alert rules. */
public enum Cause {
    /** The machine had no memory left; no limit was reached. */
    MACHINE,
    /** A limit above the container's, filled mostly by others under it. */
    POD_LIMIT,
    /** Another process of the container grew. */
    SIBLING,
    /** The heap grew, and may grow further than the limit leaves it room for. */
    HEAP_BEYOND_LIMIT,
    /** Much of the heap is garbage that nobody had a reason to collect. */
    HEAP_GARBAGE,
    DIRECT_BUFFERS,
    METASPACE,
    CODE_CACHE,
    THREADS,
    /** malloc and JNI: memory of this JVM that it keeps no books on. */
    NATIVE_MEMORY,
    /** Transparent huge pages made small use of memory large. */
    HUGE_PAGES,
    /** Files in memory (tmpfs, /dev/shm) or shared memory. */
    TMPFS,
    KERNEL_MEMORY,
    /** Swap had hidden for a while that memory was short. */
    SWAPPED,
    /** Nothing grew and nothing stands out: what is there needs more than the limit. */
    UNDER_PROVISIONED,
    /** The readings do not say. */
    UNKNOWN
}
