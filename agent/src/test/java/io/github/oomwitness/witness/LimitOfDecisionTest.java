// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.FiredLimit.Scope;
import io.github.oomwitness.finding.KillIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without a stack, as before Linux 5.13: only how full a cgroup is tells whose limit fired. */
class LimitOfDecisionTest {
    private final LimitOfDecision limits = new LimitOfDecision();

    @Test
    void aMemberOfAGroupDiedOfTheLimitThatTheFirstDiedOf() {
        FiredLimit first = limits.of(killIn(podAt(512)), decision(1, true));
        FiredLimit second = limits.of(killIn(podAt(400)), decision(1, false));

        assertThat(first.cgroup()).isEqualTo("/pod");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void seenFromTheCgroupWhoseLimitItIsTheLimitIsItsOwn() {
        limits.of(killIn(podAt(512)), decision(1, true));

        MemcgPath pod =
                Kills.path(true, Kills.level("pod", 400, 512, 0, -1, true), Kills.level("", 2000, -1, 0, -1, false));
        FiredLimit limit = limits.of(killIn(pod), decision(1, false));

        assertThat(limit.scope()).isEqualTo(Scope.OWN);
        assertThat(limit.cgroup()).isEqualTo("/pod");
        assertThat(limit.oomGroup()).isTrue();
    }

    @Test
    void anotherDecisionHasALimitOfItsOwn() {
        limits.of(killIn(podAt(512)), decision(1, true));

        assertThat(limits.of(killIn(podAt(400)), decision(2, true)).scope()).isEqualTo(Scope.UNKNOWN);
    }

    private static MemcgPath podAt(long mebibytes) {
        return Kills.path(
                true,
                Kills.level("app", 100, 256, 0, -1, false),
                Kills.level("pod", mebibytes, 512, 0, -1, true),
                Kills.level("", 2000, -1, 0, -1, false));
    }

    private static KillRecord killIn(MemcgPath memcg) {
        return Kills.at(0, 1, false, memcg, List.of());
    }

    private static KillIdentity decision(int killId, boolean first) {
        return new KillIdentity(killId, first, !first, 1, 1);
    }
}
