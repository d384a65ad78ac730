// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.record.ExhaustedCgroup;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.bpf.record.OomConstraint;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.FiredLimit.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A container that is full, too, in a pod: what the kernel said counts, and not what the usages suggest. */
class DecidedLimitTest {
    private static final int CHOSEN = 4711;
    private static final long MIB = 1L << 20;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # the kernel said | scope    | cgroup
            app               | OWN      | /pod/app
            pod               | ANCESTOR | /pod
            elsewhere         | ANCESTOR | none
            """)
    void theLimitIsThatOfTheCgroupThatTheKernelNamed(String said, Scope scope, @Nullable String cgroup) {
        FiredLimit limit = limitOf(true, Decisions.cgroup(said, 512, 512, 0, -1));

        assertThat(limit)
                .isEqualTo(new FiredLimit(scope, cgroup, 512 * MIB, 512 * MIB, "memory", false, limit.oomGroup()));
    }

    @Test
    void withoutACgroupItWasTheMachine() {
        FiredLimit limit = limitOf(true, null);

        assertThat(limit.scope()).isEqualTo(Scope.MACHINE);
        assertThat(limit.inferred()).isFalse();
        assertThat(limit.cgroup()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = OomConstraint.class,
            names = {"CPUSET", "MEMORY_POLICY"})
    void withoutACgroupItWasTheNodesThatSomethingAllowsIfTheKernelSaysSo(OomConstraint constraint) {
        FiredLimit limit = DecidedLimit.of(Decisions.killBy(Decisions.of(1, CHOSEN, null, constraint), kill(true)));

        assertThat(limit.scope()).isEqualTo(Scope.NODES);
        assertThat(limit.cgroup()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"200, 256, 300, 300, memsw", "256, 256, 256, 256, memsw", "256, 256, 256, -1, memory"})
    void onVersion1TheCounterWithLessRoomIsTheKind(
            long usage, long limit, long swapUsage, long swapLimit, String kind) {
        FiredLimit fired = limitOf(false, Decisions.cgroup("app", usage, limit, swapUsage, swapLimit));

        assertThat(fired.kind()).isEqualTo(kind);
        assertThat(fired.limit()).isEqualTo(("memsw".equals(kind) ? swapLimit : limit) * MIB);
    }

    @Test
    void whereOnlyTheDeathWasSeenTheLimitIsInferred() {
        assertThat(DecidedLimit.of(kill(true)).inferred()).isTrue();
    }

    private static FiredLimit limitOf(boolean version2, @Nullable ExhaustedCgroup cgroup) {
        return DecidedLimit.of(Decisions.killBy(Decisions.of(1, CHOSEN, cgroup), kill(version2)));
    }

    private static KillRecord kill(boolean version2) {
        MemcgPath memcg = Kills.path(
                version2,
                Kills.level("app", 256, 256, 0, -1, false),
                Kills.level("pod", 500, 512, 0, -1, false),
                Kills.level("", 2000, -1, 0, -1, false));
        return Kills.at(0, 1, false, memcg, Kills.AT_A_LIMIT);
    }
}
