// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import org.jspecify.annotations.Nullable;

/**
 * One decision of the kernel to kill. Comes before the first kill by it, and belongs to all that carry its number.
 *
 * @param number counted from 1
 * @param control what the kernel decided on; null where only the deaths were seen
 * @param cgroup whose limit fired; without {@code control} the one with the least room left, which may not have. Null
 *     where no limit did
 * @param cpuset name of the trigger's cpuset; null where the kernel has none
 * @param memsAllowed NUMA nodes that it allows, as a list such as 0-1; likewise
 */
public record Decision(
        long timeNanos,
        long number,
        @Nullable OomControl control,
        @Nullable ExhaustedCgroup cgroup,
        @Nullable String cpuset,
        @Nullable String memsAllowed)
        implements KernelRecord {}
