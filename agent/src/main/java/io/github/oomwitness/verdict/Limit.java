// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import org.jspecify.annotations.Nullable;

/**
 * The limit that fired, or is about to.
 *
 * @param whose it is
 * @param cgroup path of the cgroup that has it; null unknown
 * @param usage of that cgroup, bytes; -1 unknown
 * @param bytes of the limit; negative where none is known
 * @param ownUsage of the container itself, bytes; -1 unknown
 * @param ownLimit of the container itself, bytes; negative where it has none
 */
public record Limit(Whose whose, @Nullable String cgroup, long usage, long bytes, long ownUsage, long ownLimit) {

    /** From the container's point of view. */
    public enum Whose {
        OWN,
        ANCESTOR,
        MACHINE,
        /** Of the NUMA nodes that a cpuset or a memory policy allows, and of no cgroup. */
        NODES,
        UNKNOWN
    }

    /** Whether others under the same limit hold more than this container. */
    boolean isMostlyOthers() {
        return usage >= 0 && ownUsage >= 0 && usage - ownUsage > ownUsage;
    }

    /** The limit that this container is under, whosever it is; negative where there is none. */
    long effective() {
        return bytes >= 0 ? bytes : ownLimit;
    }
}
