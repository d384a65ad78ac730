// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real processes in a real cgroup. Needs root, and fails without it. */
class ProcessTableReaderIT {
    private MemoryCgroup cgroup;
    private ProcessTableReader reader;

    @BeforeEach
    void makeCgroup() throws IOException {
        cgroup = MemoryCgroup.create("processes");
        reader = ProcessTableReader.open(cgroup.directory(), CommandLinePolicy.PROGRAM);
    }

    @AfterEach
    void removeCgroup() throws IOException {
        reader.close();
        cgroup.close();
    }

    @Test
    void aRealProcessIsSeenWithItsProgramWhileItLivesAndAfterwards() throws Exception {
        Process sleep = cgroup.start(new ProcessBuilder("sleep", "300"));
        int pid = (int) sleep.pid();
        await().until(() -> "sleep".equals(nameOf(pid)));

        ProcessReading living = Objects.requireNonNull(reader.read().find(pid));
        assertThat(living.commandLine()).isEqualTo("sleep");
        assertThat(living.parentPid()).isEqualTo((int) ProcessHandle.current().pid());
        assertThat(living.rss()).isPositive();
        assertThat(living.oomScoreAdj()).isBetween(-1000, 1000);
        assertThat(living.startTime())
                .isCloseTo(sleep.info().startInstant().orElseThrow().toEpochMilli(), within(1_100L));

        sleep.destroyForcibly().waitFor();

        ProcessTable after = reader.read();
        assertThat(after.largestFirst()).isEmpty();
        assertThat(after.find(pid)).isEqualTo(living);
        assertThat(reader.faults()).isZero();
    }

    @Test
    void processesThatComeAndGoLeaveARightTable() throws Exception {
        Process churn = cgroup.start(new ProcessBuilder(
                "sh",
                "-c",
                "i=0; while [ $i -lt 300 ]; do sleep 1 & i=$((i+1)); sleep 0.005; done; wait; exec sleep 300"));
        Set<Integer> seen = new HashSet<>();

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    ProcessTable table = reader.read();
                    table.largestFirst().forEach(process -> seen.add(process.pid()));
                    assertThat(table.largestFirst()).doesNotHaveDuplicates();
                    return "sleep".equals(nameOf((int) churn.pid()))
                            && table.largestFirst().size() == 1;
                });

        ProcessTable last = reader.read();
        assertThat(pids(last.largestFirst())).containsExactly((int) churn.pid());
        assertThat(seen).hasSizeGreaterThan(300);
        assertThat(pids(last.departed())).isSubsetOf(seen).hasSizeGreaterThan(300);
        assertThat(reader.faults()).isZero();
    }

    @Test
    void aThousandIdleProcessesAreReadAndTheCostIsPrinted() throws Exception {
        cgroup.start(
                new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 1000 ]; do sleep 300 & i=$((i+1)); done; wait"));
        await().until(() -> reader.read().largestFirst().stream()
                        .filter(process -> "sleep".equals(process.name()))
                        .count()
                == 1000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        int reads = 20;
        long bytes = threads.getThreadAllocatedBytes(id);
        long cpu = threads.getThreadCpuTime(id);
        for (int i = 0; i < reads; i++) {
            assertThat(reader.read().largestFirst()).hasSize(1001);
        }
        System.out.printf(
                "1000 idle processes: %.1f ms of CPU and %d KiB allocated for each table%n",
                (threads.getThreadCpuTime(id) - cpu) / 1e6 / reads,
                (threads.getThreadAllocatedBytes(id) - bytes) / 1024 / reads);
        assertThat(reader.faults()).isZero();
    }

    private static String nameOf(int pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
    }

    private static Set<Integer> pids(List<ProcessReading> processes) {
        return processes.stream().map(ProcessReading::pid).collect(Collectors.toSet());
    }
}
