// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * The memory cgroup that ran out of memory. Memory is in bytes, as of the decision where that was seen, before the kernel
 * printed its report; else as of the first death.
 *
 * @param id the kernfs id, as of one of the victim's {@link MemcgLevel}s
 * @param limit -1 where there is none
 * @param swapUsage as of a {@link MemcgLevel}
 * @param swapLimit likewise
 * @param failCount how often memory could not be had for the limit; -1 where this kernel does not tell
 * @param account as of the first death, when the kernel has added it up
 */
public record ExhaustedCgroup(
        long id, long usage, long limit, long swapUsage, long swapLimit, long failCount, MemoryAccount account) {}
