// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.FiredLimit.Scope;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One row a situation: a container in a pod in a root without a limit, sizes in MiB, -1 no limit. */
class FiredLimitInferenceTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # situation                              | v2    | usage/limit | memsw   | pod      | stack   | scope    | cgroup    | kind
            the container is at its limit            | true  | 256/256     | 0/0     | 300/1024 | limit   | OWN      | /pod/app  | memory
            the pod is at its limit                  | true  | 100/256     | 0/0     | 512/512  | limit   | ANCESTOR | /pod      | memory
            the container has no limit of its own    | true  | 100/-1      | 0/-1    | 512/512  | limit   | ANCESTOR | /pod      | memory
            both are full and the lower one fails    | true  | 512/512     | 0/0     | 512/512  | limit   | OWN      | /pod/app  | memory
            memory and swap together ran out (v1)    | false | 200/256     | 300/300 | 300/1024 | limit   | OWN      | /pod/app  | memsw
            without swap both limits are equal (v1)  | false | 256/256     | 256/256 | 300/1024 | limit   | OWN      | /pod/app  | memsw
            swap on v2 kills nobody                  | true  | 256/256     | 300/300 | 300/1024 | limit   | OWN      | /pod/app  | memory
            the machine has no memory left           | true  | 100/256     | 0/0     | 200/512  | machine | MACHINE  |           |
            no stack but a full container            | true  | 255/256     | 0/0     | 300/1024 | none    | OWN      | /pod/app  | memory
            no stack and room everywhere             | true  | 100/256     | 0/0     | 200/512  | none    | UNKNOWN  |           |
            no stack and no limit anywhere           | true  | 100/-1      | 0/-1    | 200/-1   | none    | UNKNOWN  |           |
            """)
    void theFullestLevelFired(
            String situation,
            boolean version2,
            String own,
            String swap,
            String pod,
            String stack,
            Scope scope,
            String cgroup,
            String kind) {
        MemcgPath memcg = Kills.path(
                version2,
                Kills.level("app", first(own), second(own), first(swap), second(swap), false),
                Kills.level("pod", first(pod), second(pod), 0, -1, false),
                Kills.level("", 2000, -1, 0, -1, false));

        FiredLimit limit = FiredLimitInference.of(killWith(memcg, stack));

        assertThat(limit.scope()).isEqualTo(scope);
        assertThat(limit.cgroup()).isEqualTo(cgroup);
        assertThat(limit.kind()).isEqualTo(kind);
        assertThat(limit.inferred()).isTrue();
        boolean known = scope == Scope.OWN || scope == Scope.ANCESTOR;
        assertThat(limit.limit()).satisfies(bytes -> assertThat(bytes >= 0).isEqualTo(known));
        assertThat(limit.usage()).satisfies(bytes -> assertThat(bytes >= 0).isEqualTo(known));
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "false, true, true", "false, false, false"})
    void anOomGroupCountsUpToTheLevelThatFired(boolean onContainer, boolean onPod, boolean expected) {
        MemcgPath memcg = Kills.path(
                true,
                Kills.level("app", 100, 256, 0, -1, onContainer),
                Kills.level("pod", 512, 512, 0, -1, onPod),
                Kills.level("", 2000, -1, 0, -1, true));

        assertThat(FiredLimitInference.of(killWith(memcg, "limit")).oomGroup()).isEqualTo(expected);
    }

    private static KillRecord killWith(MemcgPath memcg, String stack) {
        List<String> frames = switch (stack) {
            case "limit" -> Kills.AT_A_LIMIT;
            case "machine" -> Kills.WITHOUT_A_LIMIT;
            default -> List.of();
        };
        return Kills.at(0, 1, false, memcg, frames);
    }

    private static long first(String pair) {
        return Long.parseLong(pair.substring(0, pair.indexOf('/')));
    }

    private static long second(String pair) {
        return Long.parseLong(pair.substring(pair.indexOf('/') + 1));
    }
}
