// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that are held up because they have to free memory themselves: here by writing more than the limit holds. */
@Tag("testbed")
@Tag("stalls")
class ReclaimStallIT {
    private static final long MIB = 1L << 20;
    private static final long LIMIT = 128 * MIB;
    private static final int WRITTEN_MIB = 512;
    private static final String EVENT = "oomwitness.ReclaimStall";
    private static final String COUNT = "cgroup_memory_reclaim_stall_seconds_count";
    private static final String SUM = "cgroup_memory_reclaim_stall_seconds_sum";
    private static final Duration THRESHOLD = Duration.ofMillis(10);

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aThreadThatIsHeldUpIsToldByItsNameAndIsInTheTimer(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("stall").limitTo(LIMIT);
                WitnessedJvm jvm = witnessIn(cgroup, jdk, "")) {
            Scrape scrape = Scrape.of(jvm);
            assertThat(scrape.value(COUNT)).as("before there is any pressure").isZero();
            long[] written = write(jvm);
            jvm.awaitRecorded(1, EVENT);
            // What the kernel has counted by now is told by the time the recording ends.
            double stalls = scrape.value(COUNT);
            double seconds = scrape.value(SUM);
            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> events = jvm.events(EVENT);
            assertThat(events).allSatisfy(event -> {
                assertThat(event.getDuration("stallTime")).isGreaterThanOrEqualTo(THRESHOLD);
                assertThat(event.getLong("threadId")).isPositive();
                assertThat(event.getLong("reclaimed")).isNotNegative();
                assertThat(event.getInt("order")).isZero();
            });
            List<RecordedEvent> ofWriter = events.stream()
                    .filter(event -> "page-writer".equals(event.getString("javaThread")))
                    .toList();
            assertThat(ofWriter).isNotEmpty();
            assertThat(ofWriter)
                    .as("each within a call of write(2) that took longer")
                    .allSatisfy(event ->
                            assertThat(event.getDuration("stallTime").toNanos()).isLessThan(written[1]));
            assertThat(sum(ofWriter)).isLessThan(written[0]);
            assertThat(stalls).isPositive().isLessThanOrEqualTo(events.size());
            assertThat(seconds).isBetween(stalls * THRESHOLD.toMillis() / 1e3, sum(events) / 1e9);
        }
    }

    @Test
    void whereTheKernelProgramIsNotToBeHadThereIsNoTimerRatherThanOneAtZero() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("no-stall").limitTo(LIMIT);
                WitnessedJvm jvm = witnessIn(cgroup, Jdk.newest(), "source=cgroup_files,")) {
            assertThat(Scrape.of(jvm).values()).doesNotContainKeys(COUNT, SUM);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static WitnessedJvm witnessIn(MemoryCgroup cgroup, Jdk jdk, String options) throws IOException {
        return WitnessedJvm.with(jdk)
                .in(cgroup)
                .agentOptions(options + "prometheus=0")
                .mainClass(WritingApplication.class.getName())
                .recording()
                .start()
                .awaitWitness();
    }

    /** In ns: how long the calls of write(2) took in all, and the longest. */
    private long[] write(WitnessedJvm jvm) throws IOException {
        Path file = directory.resolve("written");
        jvm.say("write page-writer " + file + " " + WRITTEN_MIB);
        jvm.awaitOutput(() -> WritingApplication.WROTE.matcher(jvm.output()).find());
        Files.delete(file);
        Matcher took = WritingApplication.WROTE.matcher(jvm.output());
        assertThat(took.find()).isTrue();
        return new long[] {Long.parseLong(took.group(1)), Long.parseLong(took.group(2))};
    }

    private static long sum(List<RecordedEvent> events) {
        return events.stream()
                .mapToLong(event -> event.getDuration("stallTime").toNanos())
                .sum();
    }
}
