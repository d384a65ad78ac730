// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.CapturedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The processes of captured machines: a shell, a sleep, and a tail that holds 20 MiB. */
class CapturedProcessesTest {
    private static final long MIB = 1 << 20;

    static Stream<CapturedMachine> everyKernel() {
        return CapturedMachine.nested();
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    void theProcessesOfARealKernelAreRead(CapturedMachine machine) throws IOException {
        ProcessTable table = read(machine);

        ProcessReading largest = table.largestFirst().get(0);
        assertThat(largest.name()).isEqualTo("tail");
        assertThat(largest.anonRss()).isBetween(18 * MIB, 24 * MIB);
        assertThat(largest.commandLine()).isEqualTo("tail");
        assertThat(table.largestFirst())
                .extracting(ProcessReading::commandLine)
                .contains("sleep", "cat")
                .anySatisfy(shown -> assertThat(shown).startsWith("sh ").endsWith("capture"));
        assertThat(table.largestFirst()).allSatisfy(process -> assertSaysWhatTheFilesSay(machine, process));
    }

    private static void assertSaysWhatTheFilesSay(CapturedMachine machine, ProcessReading process) {
        String directory = "proc/" + process.pid() + "/";
        List<String> status = machine.text(directory + "status").lines().toList();
        List<String> stat = List.of(machine.text(directory + "stat").split("[ ()]+"));
        assertThat(status)
                .contains("Name:\t" + process.name(), "PPid:\t" + process.parentPid(), "Threads:\t" + process.threads())
                .contains(kilobytes("VmSize", process.totalVm()), kilobytes("RssAnon", process.anonRss()))
                .contains(kilobytes("RssFile", process.fileRss()), kilobytes("RssShmem", process.shmemRss()))
                .contains(kilobytes("VmPTE", process.pageTables()), kilobytes("VmSwap", process.swap()));
        assertThat(stat.get(9)).isEqualTo(Long.toString(process.minorFaults()));
        assertThat(stat.get(11)).isEqualTo(Long.toString(process.majorFaults()));
        assertThat(process.uid()).isZero();
        assertThat(machine.text(directory + "oom_score")).isEqualTo(process.oomScore() + "\n");
        assertThat(machine.text(directory + "oom_score_adj")).isEqualTo(process.oomScoreAdj() + "\n");
    }

    private static String kilobytes(String key, long bytes) {
        return String.format("%s:\t%8d kB", key, bytes / 1024);
    }

    private static ProcessTable read(CapturedMachine machine) throws IOException {
        Path proc = machine.root().resolve("proc");
        try (ProcessTableReader reader = new ProcessTableReader(
                machine.directory(), proc, CommandLinePolicy.PROGRAM, Clock.systemUTC(), System::nanoTime)) {
            // Whoever was listed and had ended when its files were captured would be hidden the second time.
            ProcessTable table = reader.read();
            assertThat(table.largestFirst()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(Files.readAllLines(machine.directory().resolve("cgroup.procs")))
                    .containsAll(table.largestFirst().stream()
                            .map(process -> Integer.toString(process.pid()))
                            .toList());
            return table;
        }
    }
}
