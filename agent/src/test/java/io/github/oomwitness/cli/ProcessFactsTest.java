// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFactsTest {
    /** A JVM in a container of Linux 6.18, as the host sees it; lines that do not matter are left out. */
    private static final String IN_A_CONTAINER = """
            Name:\tjava
            State:\tS (sleeping)
            Tgid:\t4711
            Pid:\t4711
            Uid:\t0\t1000\t1000\t1000
            Gid:\t0\t1001\t1001\t1001
            NSpid:\t4711\t7
            SigCgt:\t2000000181005ccf
            """;

    @Test
    void theEffectiveUserAndTheInnermostPidCount() {
        ProcessFacts facts = ProcessFacts.parse(4711, IN_A_CONTAINER);

        assertThat(facts).isEqualTo(new ProcessFacts(4711, 4711, 'S', 1000, 1001, List.of(4711, 7), true));
        assertThat(facts.innermostPid()).isEqualTo(7);
        assertThat(facts.isInInnerNamespace()).isTrue();
        assertThat(facts.isThread()).isFalse();
    }

    @Test
    void aProcessWithoutAHandlerForSigquitIsToldApart() {
        assertThat(ProcessFacts.parse(1, "SigCgt:\t0000000000000004\n").catchesQuit())
                .isTrue();
        assertThat(ProcessFacts.parse(1, "SigCgt:\tfffffffffffffffb\n").catchesQuit())
                .isFalse();
    }

    @Test
    void whatIsNotToldIsMissing() {
        assertThat(ProcessFacts.parse(4711, ""))
                .isEqualTo(new ProcessFacts(4711, 4711, '?', -1, -1, List.of(4711), false));
        assertThat(ProcessFacts.parse(4711, "Uid:\tmany\nNSpid:\nSigCgt:\tx\nState:\n"))
                .isEqualTo(new ProcessFacts(4711, 4711, '?', -1, -1, List.of(4711), false));
    }

    @Test
    void stoppedAndEndedProcessesAreToldApart() {
        assertThat(ProcessFacts.parse(1, "State:\tT (stopped)\n").isStopped()).isTrue();
        assertThat(ProcessFacts.parse(1, "State:\tt (tracing stop)\n").isStopped())
                .isTrue();
        assertThat(ProcessFacts.parse(1, "State:\tZ (zombie)\n").isZombie()).isTrue();
        assertThat(ProcessFacts.parse(1, IN_A_CONTAINER).isStopped()).isFalse();
        assertThat(ProcessFacts.parse(1, IN_A_CONTAINER).isZombie()).isFalse();
    }

    @Test
    void aThreadIsTakenForOne() {
        assertThat(ProcessFacts.parse(4712, IN_A_CONTAINER).isThread()).isTrue();
    }
}
