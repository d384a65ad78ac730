// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * The memory cgroup that ran out of memory, at the time of the first death. Memory is in bytes.
 *
 * @param id the kernfs id, as of one of the victim's {@link MemcgLevel}s
 * @param limit -1 where there is none
 * @param swapUsage as of a {@link MemcgLevel}
 * @param swapLimit likewise
 */
public record ExhaustedCgroup(long id, long usage, long limit, long swapUsage, long swapLimit, MemoryAccount account) {}
