// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupVersion;
import io.github.oomwitness.jvm.HeapReader;
import io.github.oomwitness.pressure.Thresholds;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.process.ProcessTable;
import io.github.oomwitness.process.ProcessTableReader;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A hundred processes that come and go every second beside 1,000 that idle: what that costs, and whether the table is right. */
class SamplingCostIT {
    private static final int IDLE = 1000;
    private static final int TABLES = 10;
    private static final int CHEAP_SAMPLES = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final String COME_AND_GO = "while :; do sleep 0.2 & sleep 0.01; done";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void theCostIsPrintedAndTheTableIsRight() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("sampling-cost");
                Hog idle = HogSpec.named("idle").in(cgroup).children(IDLE, 0).start();
                SampleReader samples = samplesOf(cgroup)) {
            Process churn = cgroup.start(new ProcessBuilder("sh", "-c", COME_AND_GO));
            try {
                assertThat(idle.isAlive()).isTrue();
                ProcessTableReader tables = ProcessTableReader.open(cgroup.directory(), CommandLinePolicy.PROGRAM);
                tables.read();
                Cost table = costOf(tables::read, TABLES);
                samples.read();
                samples.read();
                // The table is not due again for seconds, so that these are the samples between two tables.
                Cost sample = costOf(samples::read, CHEAP_SAMPLES);
                print(table, sample);
                assertRight(tables, cgroup, idle);
            } finally {
                churn.destroyForcibly().waitFor();
            }
            assertRightWhenQuiet(cgroup, idle);
        }
    }

    /** While processes come and go, whoever was there before the read and after it has to be in it, and nobody twice. */
    private static void assertRight(ProcessTableReader reader, MemoryCgroup cgroup, Hog idle) throws IOException {
        Set<Integer> before = listed(cgroup);
        ProcessTable table = reader.read();
        before.retainAll(listed(cgroup));

        assertThat(pids(table)).containsAll(before);
        assertThat(table.largestFirst()).extracting(ProcessReading::pid).doesNotHaveDuplicates();
        assertThat(table.largestFirst())
                .filteredOn(process -> process.parentPid() == idle.pid())
                .hasSize(IDLE);
        assertThat(reader.faults()).isZero();
    }

    /** At rest the table is the kernel's list, and each row what /proc says at the same instant. */
    private static void assertRightWhenQuiet(MemoryCgroup cgroup, Hog idle) throws IOException {
        await().until(() -> listed(cgroup).size() == IDLE + 1);
        try (ProcessTableReader reader = ProcessTableReader.open(cgroup.directory(), CommandLinePolicy.PROGRAM)) {
            ProcessTable table = reader.read();

            assertThat(pids(table)).isEqualTo(listed(cgroup)).contains((int) idle.pid());
            for (ProcessReading process : table.largestFirst()) {
                String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
                assertThat(status)
                        .contains("Name:\t" + process.name() + "\n")
                        .contains("PPid:\t" + process.parentPid() + "\n")
                        .containsPattern("RssAnon:\\s+" + process.anonRss() / 1024 + " kB");
            }
        }
    }

    private static void print(Cost table, Cost sample) {
        TablePace pace = new TablePace();
        pace.pauseAfter(table.nanos());
        double period = pace.pauseAfter(table.nanos()) / NANOS_PER_SECOND + table.nanos() / NANOS_PER_SECOND;
        double share = table.nanos() / NANOS_PER_SECOND / period + sample.nanos() / NANOS_PER_SECOND;
        System.out.printf(
                "%d idle processes and 100 a second that come and go: a table takes %.1f ms of CPU and %d KiB, every %.1f s;"
                        + " a sample between two %.0f us and %.1f KiB, every second; together %.2f %% of a core%n",
                IDLE,
                table.nanos() / 1e6,
                table.bytes() / 1024,
                period,
                sample.nanos() / 1e3,
                sample.bytes() / 1024.0,
                share * 100);
    }

    private Cost costOf(Runnable work, int times) {
        long id = Thread.currentThread().getId();
        long cpu = threads.getThreadCpuTime(id);
        long bytes = threads.getThreadAllocatedBytes(id);
        for (int time = 0; time < times; time++) {
            work.run();
        }
        return new Cost(
                (threads.getThreadCpuTime(id) - cpu) / times, (threads.getThreadAllocatedBytes(id) - bytes) / times);
    }

    private static SampleReader samplesOf(MemoryCgroup cgroup) throws IOException {
        Path directory = cgroup.directory();
        CgroupVersion version = Files.exists(directory.resolve("memory.current")) ? CgroupVersion.V2 : CgroupVersion.V1;
        CgroupLocation location =
                new CgroupLocation(version, false, directory, cgroup.path(), List.of(directory), cgroup.id(), null);
        return new SampleReader(
                location,
                CommandLinePolicy.PROGRAM,
                () -> null,
                new HeapReader()::read,
                Thresholds.DEFAULT,
                Duration.ofSeconds(1));
    }

    private static Set<Integer> listed(MemoryCgroup cgroup) throws IOException {
        return Files.readAllLines(cgroup.directory().resolve("cgroup.procs")).stream()
                .map(Integer::parseInt)
                .collect(Collectors.toSet());
    }

    private static Set<Integer> pids(ProcessTable table) {
        return table.largestFirst().stream().map(ProcessReading::pid).collect(Collectors.toSet());
    }

    private record Cost(long nanos, long bytes) {}
}
