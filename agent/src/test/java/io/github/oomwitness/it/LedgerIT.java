// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 64 MiB of each kind in turn: its row of the ledger moves by as much, and no other does. */
class LedgerIT {
    private static final String LEDGER = "oomwitness.MemoryLedger";
    private static final List<String> ROWS = List.of(
            "heap",
            "metaspace",
            "codeCache",
            "gc",
            "threadStacks",
            "direct",
            "mapped",
            "otherJvm",
            "siblings",
            "shmem",
            "pageCache",
            "kernel");
    private static final long MEBIBYTE = 1 << 20;
    private static final int SPENT = 64;
    private static final long TOLERANCE = 3 * MEBIBYTE;

    /** Ledgers come once a second or more often here. */
    private static final Duration SETTLING = Duration.ofMillis(2_500);

    @TempDir
    Path directory;

    private final Map<String, Instant> spentAt = new LinkedHashMap<>();

    static Stream<Arguments> jvms() {
        return Stream.of(
                Arguments.of(Jdk.oldest(), "Serial"),
                Arguments.of(Jdk.oldest(), "Z"),
                Arguments.of(Jdk.newest(), "G1"),
                Arguments.of(Jdk.newest(), "Parallel"));
    }

    static Stream<Arguments> jvmsWhoseHeapComesWithUse() {
        return Stream.of(
                Arguments.of(Jdk.oldest(), "G1"),
                Arguments.of(Jdk.oldest(), "Parallel"),
                Arguments.of(Jdk.newest(), "Serial"),
                Arguments.of(Jdk.newest(), "Z"));
    }

    /** All of its heap is resident from the start, so that nothing there moves with the garbage of a moment. */
    @ParameterizedTest
    @MethodSource("jvms")
    void eachKindOfMemoryMovesItsOwnRowAndNoOther(Jdk jdk, String collector) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("ledger").limitTo(1400 * MEBIBYTE);
                WitnessedJvm jvm = spender(jdk, cgroup, collector, "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch")) {
            spend(jvm, "warm-up", "heap 1");
            spendAllButHeap(jvm, cgroup);
            List<RecordedEvent> ledgers = ledgersAfterEach(jvm);
            SoftAssertions softly = new SoftAssertions();
            List<String> spent = List.copyOf(spentAt.keySet());
            for (int i = 1; i < spent.size(); i++) {
                for (String row : ROWS) {
                    long expected = row.equals(spent.get(i)) ? SPENT * MEBIBYTE : 0;
                    softly.assertThat(moved(row, ledgers, i) - expected)
                            .as("%s after 64 MiB of %s, off by", row, spent.get(i))
                            .isBetween(-TOLERANCE, TOLERANCE);
                }
            }
            softly.assertAll();
            assertThatTheyAddUp(ledgers);
            assertThat(ledgers)
                    .last()
                    .satisfies(
                            ledger -> assertThat(ledger.getLong("heap")).isCloseTo(96 * MEBIBYTE, within(TOLERANCE)));
        }
    }

    /** Objects may come to lie where garbage was before, so how much more is resident is for the kernel to say. */
    @ParameterizedTest
    @MethodSource("jvmsWhoseHeapComesWithUse")
    void theHeapMovesByWhatTheKernelChargesForIt(Jdk jdk, String collector) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("ledger").limitTo(600 * MEBIBYTE);
                WitnessedJvm jvm = spender(jdk, cgroup, collector, "-Xms32m", "-Xmx300m")) {
            spend(jvm, "warm-up", "heap 1");
            spend(jvm, "heap", "heap 128");
            jvm.exit(0);
            List<RecordedEvent> ledgers = ledgersAfterEach(jvm);
            long charged = moved("memoryUsage", ledgers, 1);
            assertThat(charged).isGreaterThan(SPENT * MEBIBYTE);
            assertThat(moved("shmem", ledgers, 1)).isCloseTo(0L, within(TOLERANCE));
            // The first collections touch structures of the collector's, of which nobody tells where they are.
            assertThat(moved("heap", ledgers, 1)).isBetween(charged / 5 * 4, charged + TOLERANCE);
            assertThatTheyAddUp(ledgers);
        }
    }

    private void spendAllButHeap(WitnessedJvm jvm, MemoryCgroup cgroup) throws Exception {
        spend(jvm, "direct", "direct " + SPENT);
        spend(jvm, "metaspace", "metaspace " + SPENT);
        spend(jvm, "threadStacks", "threads " + SPENT);
        spend(jvm, "otherJvm", "native " + SPENT);
        spend(jvm, "mapped", "mapped " + SPENT + " " + directory.resolve("mapped"));
        spend(jvm, "pageCache", "file " + SPENT + " " + directory.resolve("written"));
        Path shared = Files.createTempFile(Path.of("/dev/shm"), "ledger", "");
        try {
            spend(jvm, "shmem", "file " + SPENT + " " + shared);
            try (Hog neighbour =
                    HogSpec.named("neighbour").anonMebibytes(SPENT).in(cgroup).start()) {
                settle("siblings");
                assertThat(neighbour.isAlive()).isTrue();
            }
        } finally {
            Files.delete(shared);
        }
        jvm.exit(0);
    }

    private void spend(WitnessedJvm jvm, String row, String words) throws IOException, InterruptedException {
        jvm.say(words);
        jvm.awaitOutput(SpendingApplication.DONE + words.split(" ", -1)[0] + " " + (spentAt.size() + 1));
        settle(row);
    }

    @SuppressWarnings("ThreadSleep") // ledgers are drawn by the clock
    private void settle(String row) throws InterruptedException {
        Thread.sleep(SETTLING.toMillis());
        spentAt.put(row, Instant.now());
    }

    private List<RecordedEvent> ledgersAfterEach(WitnessedJvm jvm) throws IOException {
        List<RecordedEvent> ledgers = jvm.events(LEDGER);
        List<RecordedEvent> after = new ArrayList<>();
        for (Instant at : spentAt.values()) {
            after.add(ledgers.stream()
                    .filter(ledger -> ledger.getStartTime().isBefore(at))
                    .reduce((first, second) -> second)
                    .orElseThrow());
        }
        return after;
    }

    private static long moved(String row, List<RecordedEvent> ledgers, int to) {
        return ledgers.get(to).getLong(row) - ledgers.get(to - 1).getLong(row);
    }

    private static void assertThatTheyAddUp(List<RecordedEvent> ledgers) {
        for (RecordedEvent ledger : ledgers) {
            long usage = ledger.getLong("memoryUsage");
            long sum = ledger.getLong("unaccounted");
            for (String row : ROWS) {
                assertThat(ledger.getLong(row)).as(row).isNotNegative();
                sum += ledger.getLong(row);
            }
            assertThat(sum).isEqualTo(usage);
            assertThat(Math.abs(ledger.getLong("unaccounted"))).isLessThan(usage / 20);
            assertThat(ledger.getString("estimated")).isEqualTo("metaspace,gc");
        }
    }

    /** Interpreted: what compiling takes for a moment would look as if it were spent. */
    private static WitnessedJvm spender(Jdk jdk, MemoryCgroup cgroup, String collector, String... flags)
            throws IOException {
        WitnessedJvm jvm = WitnessedJvm.with(jdk)
                .in(cgroup)
                .flags("-Xint", "-XX:+Use" + collector + "GC")
                .agentOptions("interval=10ms")
                .flags(flags)
                .recording()
                .mainClass(SpendingApplication.class.getName())
                .start()
                .awaitWitness();
        return jvm.awaitRecorded(1, LEDGER);
    }
}
