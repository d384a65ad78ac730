// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cgroup and a /proc made by hand, to let processes come and go exactly between two reads. */
class ProcessTableReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path root;

    private Path cgroup;
    private Path proc;
    private ProcessTableReader reader;

    @BeforeEach
    void makeMachine() throws IOException {
        cgroup = Files.createDirectory(root.resolve("cgroup"));
        proc = Files.createDirectory(root.resolve("proc"));
        Files.writeString(proc.resolve("uptime"), "100.00 50.00\n");
        list();
        reader = new ProcessTableReader(
                cgroup, proc, CommandLinePolicy.PROGRAM, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
    }

    @Test
    void aProcessIsReadWithAllThatIsKnownOfIt() throws IOException {
        start(7, 2_000, "java", "java\0-jar\0app.jar\0--password=x\0", 4096);
        list(7);

        ProcessReading process = living(7);

        assertThat(process.name()).isEqualTo("java");
        assertThat(process.parentPid()).isEqualTo(1);
        assertThat(process.commandLine()).isEqualTo("java app.jar");
        assertThat(process.isJava()).isTrue();
        assertThat(process.anonRss()).isEqualTo(4096 * 1024);
        assertThat(process.oomScore()).isEqualTo(670);
        assertThat(process.oomScoreAdj()).isEqualTo(-997);
        assertThat(process.minorFaults()).isEqualTo(1176);
        assertThat(process.startTime()).isEqualTo(NOW.minusSeconds(80).toEpochMilli());
        assertThat(reader.faults()).isZero();
    }

    @Test
    void growthIsWhatAProcessHasMoreThanTenSecondsAgoOrSinceItsStart() throws IOException {
        start(7, 2_000, "old", "old\0", 1000);
        start(8, 9_900, "young", "young\0", 300);
        list(7, 8);
        ProcessTable first = reader.read();

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        start(7, 2_000, "old", "old\0", 1500);
        start(8, 9_900, "young", "young\0", 200);
        ProcessTable second = reader.read();

        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        ProcessTable third = reader.read();

        assertThat(first.find(7)).extracting(ProcessReading::growth).isEqualTo(Long.MIN_VALUE);
        assertThat(first.find(8)).extracting(ProcessReading::growth).isEqualTo(300L * 1024);
        assertThat(second.find(7)).extracting(ProcessReading::growth).isEqualTo(500L * 1024);
        assertThat(second.find(8)).extracting(ProcessReading::growth).isEqualTo(200L * 1024);
        assertThat(third.find(7)).extracting(ProcessReading::growth).isEqualTo(0L);
    }

    @Test
    void theLargestComesFirstAndChildCgroupsBelongToIt() throws IOException {
        start(7, 1, "small", "small\0", 10);
        start(8, 1, "large", "large\0", 1000);
        start(9, 1, "middle", "middle\0", 100);
        list(7);
        Path child = Files.createDirectories(cgroup.resolve("child/grandchild"));
        Files.writeString(child.resolveSibling("cgroup.procs"), "9\n");
        Files.writeString(child.resolve("cgroup.procs"), "8\n7\n0\n");

        assertThat(reader.read().largestFirst()).extracting(ProcessReading::pid).containsExactly(8, 9, 7);
    }

    @Test
    void aProcessThatEndsIsKeptForAMinute() throws IOException {
        start(7, 1, "victim", "victim\0", 1000);
        list(7);
        ProcessReading before = living(7);
        end(7);
        list();

        ProcessTable after = reader.read();
        assertThat(after.largestFirst()).isEmpty();
        assertThat(after.find(7)).isEqualTo(before);
        assertThat(after.departed()).containsExactly(before);

        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(reader.read().find(7)).isEqualTo(before);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(reader.read().find(7)).isNull();
    }

    @Test
    void aProcessIsKeptAsItWasWhileItHadItsMemory() throws IOException {
        start(7, 1, "victim", "victim\0", 1000);
        list(7);
        ProcessReading before = living(7);

        Files.writeString(proc.resolve("7/status"), "Name:\tvictim\nState:\tZ (zombie)\nPPid:\t1\nThreads:\t1\n");
        assertThat(living(7).anonRss()).isEqualTo(-1);
        list();

        assertThat(reader.read().departed()).containsExactly(before);
    }

    @Test
    void aPidThatIsUsedAgainIsAnotherProcess() throws IOException {
        start(7, 1, "first", "first\0", 1000);
        list(7);
        ProcessReading first = living(7);
        start(7, 500, "second", "second\0", 1000);

        ProcessTable table = reader.read();

        assertThat(table.find(7)).extracting(ProcessReading::commandLine).isEqualTo("second");
        assertThat(table.findDeparted(7)).isEqualTo(first);
    }

    @Test
    void aCommandLineIsReadOnceAndAgainAfterAnExec() throws IOException {
        start(7, 1, "jspawnhelper", "jspawnhelper\0", 10);
        list(7);
        assertThat(living(7).commandLine()).isEqualTo("jspawnhelper");

        Files.writeString(proc.resolve("7/cmdline"), "another\0");
        assertThat(living(7).commandLine()).isEqualTo("jspawnhelper");

        start(7, 1, "convert", "convert\0", 10);
        assertThat(living(7).commandLine()).isEqualTo("convert");
    }

    @Test
    void nearTheLimitNoCommandLineIsReadAndKnownOnesStay() throws IOException {
        start(7, 1, "known", "known\0", 10);
        list(7);
        living(7);
        start(8, 1, "new", "new\0", 10);
        list(7, 8);

        ProcessTable table = reader.readWithoutCommandLines();

        assertThat(table.find(7)).extracting(ProcessReading::commandLine).isEqualTo("known");
        assertThat(table.find(8)).extracting(ProcessReading::commandLine).isNull();
        assertThat(living(8).commandLine()).isEqualTo("new");
    }

    @Test
    void aProcessThatEndsWhileItIsReadIsLeftOutWithoutAFault() throws IOException {
        list(7);

        assertThat(reader.read().find(7)).isNull();
        assertThat(reader.faults()).isZero();
    }

    @Test
    void aProcessThatStaysListedAndCannotBeReadIsARowOfMissingValues() throws IOException {
        list(7);
        reader.read();

        ProcessReading hidden = living(7);

        assertThat(hidden).isEqualTo(ProcessReading.hidden(7));
        assertThat(hidden.oomScoreAdj()).isEqualTo(Integer.MIN_VALUE);
        assertThat(reader.faults()).isEqualTo(1);
    }

    @Test
    void filesThatSayNothingSensibleAreMissingValues() throws IOException {
        start(7, 1, "x", "x\0", 10);
        Files.writeString(proc.resolve("7/oom_score"), "high\n");
        Files.writeString(proc.resolve("7/oom_score_adj"), "");
        Files.writeString(proc.resolve("7/status"), "\0\n\n:::");
        Files.delete(proc.resolve("7/cmdline"));
        list(7);

        ProcessReading process = living(7);

        assertThat(process.oomScore()).isEqualTo(Integer.MIN_VALUE);
        assertThat(process.oomScoreAdj()).isEqualTo(Integer.MIN_VALUE);
        assertThat(process.rss()).isEqualTo(-1);
        assertThat(process.commandLine()).isNull();
    }

    @Test
    void aListThatIsNoneAndACgroupThatIsGoneAreFaults() throws IOException {
        Files.writeString(cgroup.resolve("cgroup.procs"), "seven\n99999999999\n-3\n");
        assertThat(reader.read().largestFirst()).isEmpty();
        assertThat(reader.faults()).isEqualTo(3);

        ProcessTableReader ofNothing = ProcessTableReader.open(root.resolve("gone"), CommandLinePolicy.FULL);
        assertThat(ofNothing.read().largestFirst()).isEmpty();
        assertThat(ofNothing.faults()).isPositive();
        ofNothing.close();
    }

    @Test
    void aProcessThatDoesNotChangeIsTheSameObject() throws IOException {
        start(7, 1, "idle", "idle\0", 10);
        list(7);
        // The first look at it cannot know how much it has grown.
        living(7);

        assertThat(living(7)).isSameAs(living(7));
    }

    private ProcessReading living(int pid) {
        ProcessTable table = reader.read();
        ProcessReading process = Objects.requireNonNull(table.find(pid));
        assertThat(table.largestFirst()).contains(process);
        return process;
    }

    private void list(int... pids) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int pid : pids) {
            text.append(pid).append('\n');
        }
        Files.writeString(cgroup.resolve("cgroup.procs"), text);
    }

    private void start(int pid, long startTicks, String name, String commandLine, long anonKilobytes)
            throws IOException {
        Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(
                directory.resolve("stat"),
                pid + " (" + name + ") S 1 0 0 0 -1 4194560 1176 37628 3 27 7 42 51 397 20 0 1 0 " + startTicks
                        + " 2646016 423 1 1\n");
        Files.writeString(
                directory.resolve("status"),
                "Name:\t" + name + "\nPPid:\t1\nUid:\t0\t0\t0\t0\nVmSize:\t 9000 kB\nRssAnon:\t " + anonKilobytes
                        + " kB\nRssFile:\t 0 kB\nRssShmem:\t 0 kB\nThreads:\t1\n");
        Files.writeString(directory.resolve("cmdline"), commandLine);
        Files.writeString(directory.resolve("oom_score"), "670\n");
        Files.writeString(directory.resolve("oom_score_adj"), "-997\n");
    }

    private void end(int pid) throws IOException {
        Path directory = proc.resolve(Integer.toString(pid));
        for (String file : new String[] {"stat", "status", "cmdline", "oom_score", "oom_score_adj"}) {
            Files.delete(directory.resolve(file));
        }
        Files.delete(directory);
    }
}
