// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.demo.evidence.Finding.Verdict;
import io.github.oomwitness.testbed.RssAllowance;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogComparisonTest {
    private static final RssAllowance TWO_CPUS = new RssAllowance(2, 4096);

    private static List<Finding> findings(RecordedKill kill) throws Exception {
        return LogComparison.compare(Recorder.event(kill), KernelLines.kill(), TWO_CPUS);
    }

    private static Verdict verdictOn(String what, RecordedKill kill) throws Exception {
        return findings(kill).stream()
                .filter(finding -> finding.what().equals(what))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @Test
    void anEventThatSaysWhatTheLogSaysAgreesInEverything() throws Exception {
        RecordedKill kill = RecordedKill.asLogged();

        assertThat(findings(kill))
                .filteredOn(Finding::isNumber)
                .extracting(Finding::what)
                .containsExactly(
                        "pid",
                        "UID",
                        "total-vm",
                        "anon-rss",
                        "file-rss",
                        "shmem-rss",
                        "pgtables",
                        "oom_score_adj",
                        "limit");
        assertThat(findings(kill)).allMatch(Finding::agrees);
    }

    @Test
    void theKernelRoundsDownToKibibytesAndNeverUp() throws Exception {
        RecordedKill kill = RecordedKill.asLogged();

        kill.victimPageTables = 600 * 1024 + 1023;
        assertThat(verdictOn("pgtables", kill)).isEqualTo(Verdict.WITHIN_THE_KERNELS_ROUNDING);
        kill.victimPageTables = 601 * 1024;
        assertThat(verdictOn("pgtables", kill)).isEqualTo(Verdict.DIFFERENT);
        kill.victimPageTables = 600 * 1024 - 1;
        assertThat(verdictOn("pgtables", kill)).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void residentMemoryMayDifferByWhatTheCpusKeepToThemselvesAndNoMore() throws Exception {
        long logged = 200_000 * 1024L;
        RecordedKill kill = RecordedKill.asLogged();

        for (long difference : new long[] {TWO_CPUS.bytes(), -TWO_CPUS.bytes()}) {
            kill.victimAnonRss = logged + difference;
            assertThat(verdictOn("anon-rss", kill)).isEqualTo(Verdict.WITHIN_THE_CPUS_BATCHES);
            kill.victimAnonRss = logged + difference + Long.signum(difference);
            assertThat(verdictOn("anon-rss", kill)).isEqualTo(Verdict.DIFFERENT);
        }
    }

    @Test
    void whatIsCountedExactlyMayNotDifferAtAll() throws Exception {
        RecordedKill kill = RecordedKill.asLogged();
        kill.victimTotalVm += 4096;
        kill.victimUid++;
        kill.victimName = "java";

        assertThat(findings(kill))
                .filteredOn(finding -> !finding.agrees())
                .extracting(Finding::what)
                .containsExactly("name", "UID", "total-vm");
    }

    @Test
    void whatTheEventDoesNotKnowOfTheVictimDisagrees() throws Exception {
        RecordedKill kill = RecordedKill.asLogged();
        kill.victimTotalVm = -1;

        assertThat(findings(kill))
                .filteredOn(finding -> finding.what().equals("total-vm"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.inEvent()).isEqualTo("unknown"))
                .satisfies(finding -> assertThat(finding.agrees()).isFalse());
    }
}
