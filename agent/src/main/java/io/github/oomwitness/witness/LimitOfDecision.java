// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.FiredLimit.Scope;
import io.github.oomwitness.finding.KillIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Which limit fired, told once for all who die by one decision. Where it has to be concluded, only the first death says it: by the
 * time of the others he has given memory back. Fed with the kills in their order.
 */
final class LimitOfDecision {
    private @Nullable FiredLimit firsts;

    FiredLimit of(KillRecord kill, KillIdentity identity) {
        FiredLimit first = firsts;
        if (kill.control() != null || identity.firstOfDecision() || first == null || first.scope() == Scope.UNKNOWN) {
            FiredLimit limit = DecidedLimit.of(kill);
            firsts = limit;
            return limit;
        }
        return seenFrom(kill.memcg(), first);
    }

    /** A member's own cgroup may be another than the first one's. */
    private static FiredLimit seenFrom(MemcgPath memcg, FiredLimit limit) {
        for (int level = 0; level < memcg.levels().size(); level++) {
            if (memcg.pathOf(level).equals(limit.cgroup())) {
                return new FiredLimit(
                        level == 0 ? Scope.OWN : Scope.ANCESTOR,
                        limit.cgroup(),
                        limit.usage(),
                        limit.limit(),
                        limit.kind(),
                        limit.inferred(),
                        memcg.isOomGroupUpTo(level));
            }
        }
        return limit;
    }
}
