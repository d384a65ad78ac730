// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.nio.file.Path;

/**
 * One cgroup on the way from one's own up to the mount point.
 *
 * @param usage bytes charged to it and everything below; -1 missing (a v2 root has none)
 * @param limit hard limit in bytes ({@code memory.max}, {@code memory.limit_in_bytes}); -1 none, -2 unknown
 * @param high throttling limit in bytes ({@code memory.high}); -1 none, always so on v1; -2 unknown
 * @param swapRoom bytes that {@code memory.swap.max} still lets be swapped out of it and everything below; -1 no limit, always so
 *     on v1, which limits memory and swap together; -2 unknown
 * @param oomGroup whether {@code memory.oom.group} is set: the kernel then kills all of it at once; false on v1
 */
public record CgroupLevel(Path directory, long usage, long limit, long high, long swapRoom, boolean oomGroup) {}
