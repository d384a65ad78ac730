// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.text.ByteText;
import org.jspecify.annotations.Nullable;

/** Kills that no limit of this container made: nothing in it is to blame before those are ruled out. */
final class LimitRules {
    private static final double CERTAIN = 0.95;
    private static final double LIKELY = 0.8;

    private LimitRules() {}

    static @Nullable Conclusion find(Facts facts) {
        Limit limit = facts.limit();
        return switch (limit.whose()) {
            case MACHINE -> machine(limit);
            case NODES -> nodes(limit);
            case ANCESTOR -> limit.isMostlyOthers() ? pod(limit) : null;
            case OWN, UNKNOWN -> null;
        };
    }

    private static Conclusion machine(Limit limit) {
        return new Conclusion(
                Cause.MACHINE,
                null,
                "The whole machine ran out of memory, not this container, which used " + used(limit),
                "give the machine more memory or fewer tenants: limits that add up to more than it has do not protect"
                        + " anyone, and memory requests equal to the limits make the scheduler keep room",
                CERTAIN);
    }

    private static Conclusion nodes(Limit limit) {
        return new Conclusion(
                Cause.MACHINE,
                null,
                "The NUMA nodes that a cpuset or a memory policy allows ran out of memory, not this container, which used "
                        + used(limit),
                "allow more nodes (cpuset.mems), or have the policy prefer nodes instead of binding to them (numactl"
                        + " --preferred); the event says which nodes these were: memsAllowed and nodemask",
                CERTAIN);
    }

    private static String used(Limit limit) {
        return ByteText.of(limit.ownUsage())
                + (limit.ownLimit() < 0 ? " and has no limit" : " of its " + ByteText.of(limit.ownLimit()));
    }

    private static Conclusion pod(Limit limit) {
        String cgroup = limit.cgroup() == null ? "a cgroup above" : limit.cgroup();
        return new Conclusion(
                Cause.POD_LIMIT,
                null,
                "The limit of " + cgroup + " (" + ByteText.of(limit.bytes())
                        + ") was reached, not this container's: others under it hold "
                        + ByteText.of(limit.usage() - limit.ownUsage()) + ", this container "
                        + ByteText.of(limit.ownUsage())
                        + (limit.ownLimit() < 0 ? " without a limit" : " of its " + ByteText.of(limit.ownLimit())),
                "look at the other containers of the pod, and let the containers' limits add up to no more than the pod's",
                LIKELY);
    }
}
