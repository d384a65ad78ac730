// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.cgroup.CgroupLocator;
import io.github.oomwitness.cgroup.CgroupLookup;
import io.github.oomwitness.options.SourceChoice;
import io.github.oomwitness.options.WitnessScope;
import org.junit.jupiter.api.Test;

class SourceLadderTest {
    private final KillSourceException failed = new KillSourceException(DegradedReason.KERNEL, "failed at work");

    @Test
    void filesThatHaveTurnedOutToBeAnothersAreNotWatched() {
        CgroupLookup.Found own = (CgroupLookup.Found) CgroupLocator.locateOwn();
        SourceLadder ladder = new SourceLadder(SourceChoice.AUTO, WitnessScope.CGROUP, own.location());

        ChosenSource chosen = ladder.filesInstead(failed, null);

        assertThat(chosen.source()).isNull();
        assertThat(chosen.name()).isEqualTo("none");
        assertThat(chosen.because()).isEqualTo("failed at work");
        assertThat(chosen.reason()).isEqualTo(DegradedReason.KERNEL);
    }

    @Test
    void theReasonStaysThatOfTheBetterRung() {
        CgroupLookup.Found own = (CgroupLookup.Found) CgroupLocator.locateOwn();
        ChosenSource chosen = new SourceLadder(SourceChoice.AUTO, WitnessScope.CGROUP, own.location())
                .filesInstead(failed, own.location());

        assertThat(chosen.source()).isNotNull().satisfies(source -> {
            assertThat(source.name()).isEqualTo("cgroup_files");
            source.close();
        });
        assertThat(chosen.because()).startsWith("failed at work");
        assertThat(chosen.reason()).isEqualTo(DegradedReason.KERNEL);
    }
}
