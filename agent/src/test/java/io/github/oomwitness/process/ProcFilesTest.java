// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.file.FileText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcFilesTest {
    private static final String AFTER_NAME =
            " S 165 0 0 0 -1 4194560 1176 37628 3 27 7 42 51 397 20 0 1 0 267 2646016 423 18446744073709551615 1 1 0\n";

    private final ProcStat stat = new ProcStat();
    private final ProcStatus status = new ProcStatus();

    @ParameterizedTest
    @ValueSource(strings = {"sh", "a b", ":) (x", "1 2 3", ") S 1 1 1", ""})
    void statIsReadWhateverTheName(String name) {
        assertThat(stat.parse(FileText.of("166 (" + name + ")" + AFTER_NAME))).isTrue();

        assertThat(stat.startTicks).isEqualTo(267);
        assertThat(stat.minorFaults).isEqualTo(1176);
        assertThat(stat.majorFaults).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "166 sh S 1\n", "166 (sh) S 165 0 0\n", "166 (sh) S 165 0 0 0 -1 4 5 6 7 8"})
    void aStatThatIsNoneIsMissing(String text) {
        assertThat(stat.parse(FileText.of(text))).isFalse();

        assertThat(stat.startTicks).isEqualTo(-1);
    }

    @Test
    void statusGivesBytes() {
        status.parse(FileText.of("""
                        Name:\tjava
                        PPid:\t5997
                        Uid:\t1000\t0\t0\t0
                        NStgid:\t77\t1
                        NSpid:\t77\t1
                        VmPeak:\t    9999 kB
                        VmSize:\t    3060 kB
                        RssAnon:\t     112 kB
                        RssFile:\t    1624 kB
                        RssShmem:\t       8 kB
                        VmPTE:\t      44 kB
                        VmSwap:\t       4 kB
                        Threads:\t23
                        SomethingNew:\t1
                        """));

        assertThat(status.name).isEqualTo("java");
        assertThat(status.parentPid).isEqualTo(5997);
        assertThat(status.uid).isEqualTo(1000);
        assertThat(status.isNamespaceInit).isTrue();
        assertThat(status.totalVm).isEqualTo(3060 * 1024);
        assertThat(status.anonRss).isEqualTo(112 * 1024);
        assertThat(status.fileRss).isEqualTo(1624 * 1024);
        assertThat(status.shmemRss).isEqualTo(8 * 1024);
        assertThat(status.pageTables).isEqualTo(44 * 1024);
        assertThat(status.swap).isEqualTo(4 * 1024);
        assertThat(status.threads).isEqualTo(23);
    }

    @Test
    void aZombieHasNoMemoryToTell() {
        status.parse(FileText.of("Name:\tsh\nState:\tZ (zombie)\nPPid:\t1\nUid:\t0\t0\t0\t0\nThreads:\t1\n"));

        assertThat(status.name).isEqualTo("sh");
        assertThat(status.anonRss).isEqualTo(-1);
        assertThat(status.totalVm).isEqualTo(-1);
        assertThat(status.isNamespaceInit).isFalse();
    }

    @Test
    void aNameMayHaveBlanksAndWhatTheKernelEscapes() {
        status.parse(FileText.of("Name:\tWeb Content\n"));
        assertThat(status.name).isEqualTo("Web Content");

        status.parse(FileText.of("Name:\ta\\nb\\\\c\n"));
        assertThat(status.name).isEqualTo("a\nb\\c");
    }

    @Test
    void aNumberThatCannotBeIsMissing() {
        status.parse(FileText.of("PPid:\t-5\nUid:\t4294967294\nRssAnon:\t9223372036854775807 kB\nThreads:\t\n"));

        assertThat(status.parentPid).isEqualTo(-1);
        assertThat(status.uid).isEqualTo(-1);
        assertThat(status.anonRss).isEqualTo(-1);
        assertThat(status.threads).isEqualTo(-1);
    }

    @Test
    void theLoadAverageIsReadAsAWholeOrNotAtAll() {
        assertThat(LoadAverage.parse(FileText.of("0.72 0.64 0.71 3/2230 1517322\n")))
                .isEqualTo(new LoadAverage(0.72, 0.64, 0.71, 3, 2230));
        assertThat(LoadAverage.parse(FileText.of("0.72 0.64 0.71 3\n"))).isEqualTo(LoadAverage.missing());
        assertThat(LoadAverage.parse(FileText.of(""))).isEqualTo(LoadAverage.missing());
    }

    @Test
    void theLoadAverageOfThisMachineIsRead() {
        try (LoadAverageReader reader = new LoadAverageReader()) {
            LoadAverage load = reader.read();

            assertThat(load.one()).isNotNegative();
            assertThat(load.totalTasks()).isPositive().isGreaterThanOrEqualTo(load.runningTasks());
        }
    }
}
