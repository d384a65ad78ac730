// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import org.jspecify.annotations.Nullable;

/**
 * Which limit made the kernel kill. Memory is in bytes.
 *
 * @param scope whose limit it was
 * @param cgroup path from the hierarchy's root of the cgroup whose limit fired; null where none did or none is known
 * @param usage of that cgroup, -1 unknown
 * @param limit of that cgroup, -2 unknown
 * @param kind memory, or memsw for memory and swap together (v1); null where unknown
 * @param inferred whether it was concluded from usages and limits rather than told by the kernel
 * @param oomGroup whether memory.oom.group is set at any level from the victim's up to the one that fired
 */
public record FiredLimit(
        Scope scope,
        @Nullable String cgroup,
        long usage,
        long limit,
        @Nullable String kind,
        boolean inferred,
        boolean oomGroup) {

    /** Whose limit it was, from the victim's point of view. */
    public enum Scope {
        /** The limit of the victim's own cgroup. */
        OWN,
        /** The limit of a cgroup above it, mostly the pod's. */
        ANCESTOR,
        /** No limit: the machine had no memory left. */
        MACHINE,
        /** No limit: the NUMA nodes that a cpuset or a memory policy allows had no memory left, though others may have. */
        NODES,
        UNKNOWN
    }
}
