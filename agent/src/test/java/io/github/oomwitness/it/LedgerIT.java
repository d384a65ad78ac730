// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 64 MiB of each kind in turn: its row of the ledger moves by as much, and no other does. */
@Tag("testbed")
@Tag("ledger")
class LedgerIT {
    private static final long MEBIBYTE = 1 << 20;
    private static final int SPENT = 64;
    private static final double TOLERANCE = 3 * MEBIBYTE;
    private static final double CALM = 0.25 * MEBIBYTE;

    /** Ledgers come the more rarely the dearer they are: in an emulator, some twenty seconds apart. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** More than the two seconds of FLUSH_TIME in mm/memcontrol.c, and at least one ledger. */
    private static final Duration BETWEEN_LEDGERS = Duration.ofMillis(2500);

    /** Of which each kind takes some for itself, such as page tables and lists of what was allocated, and keeps it. */
    private static final Set<String> OVERHEAD = Set.of("kernel", "other_jvm");

    @TempDir
    Path directory;

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
                Spender jvm = Spender.start(jdk, cgroup, collector, "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch")) {
            Spending spending = new Spending(jvm, directory.resolve("file"));
            spending.spend("direct", "direct");
            spending.spend("metaspace", "metaspace");
            spending.spend("threads", "thread_stacks");
            spending.spend("native", "other_jvm");
            spending.spend("mapped", "mapped");
            spending.spend("file", "page_cache");
            Path shared = Files.createTempFile(Path.of("/dev/shm"), "ledger", "");
            try {
                spending.spendIn(shared, "file", "shmem");
                try (Hog neighbour = HogSpec.named("neighbour")
                        .anonMebibytes(SPENT)
                        .in(cgroup)
                        .start()) {
                    spending.awaitMoved("siblings");
                    assertThat(neighbour.isAlive()).isTrue();
                }
            } finally {
                Files.delete(shared);
            }
        }
    }

    /** Objects may come to lie where garbage was before, so how much more is resident is for the kernel to say. */
    @ParameterizedTest
    @MethodSource("jvmsWhoseHeapComesWithUse")
    void theHeapMovesByWhatTheKernelChargesForIt(Jdk jdk, String collector) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("ledger").limitTo(600 * MEBIBYTE);
                Spender jvm = Spender.start(jdk, cgroup, collector, "-Xms32m", "-Xmx300m")) {
            awaitHeap(jvm, MEBIBYTE);
            Map<String, Double> before = calmLedger(jvm);
            long chargedBefore = cgroup.usage();
            jvm.spend("heap 128");

            await().atMost(PATIENCE).untilAsserted(() -> {
                Map<String, Double> after = jvm.ledger();
                double charged = cgroup.usage() - chargedBefore;
                assertThat(charged).isGreaterThan(SPENT * MEBIBYTE);
                // The first collections touch structures of the collector's, of which nobody tells where they are.
                assertThat(moved("heap", before, after)).isBetween(charged * 0.8, charged + TOLERANCE);
                assertThat(moved("shmem", before, after)).isCloseTo(0, within(TOLERANCE));
                assertThatAllIsAccountedFor(after);
            });
        }
    }

    /** One kind after the other, with every row held against how it was before the first. */
    private static final class Spending {
        private final Spender jvm;
        private final Path file;
        private final Map<String, Double> before;
        private final Set<String> spent = new HashSet<>();

        Spending(Spender jvm, Path file) {
            this.jvm = jvm;
            this.file = file;
            awaitHeap(jvm, 96 * MEBIBYTE);
            this.before = calmLedger(jvm);
        }

        void spend(String kind, String row) throws IOException, InterruptedException {
            spendIn(file.resolveSibling(row), kind, row);
        }

        void spendIn(Path place, String kind, String row) throws IOException, InterruptedException {
            jvm.spend(kind + " " + SPENT + " " + place);
            awaitMoved(row);
        }

        /** Until a ledger of afterwards has come, in which that row has moved and no other. */
        void awaitMoved(String row) throws IOException, InterruptedException {
            spent.add(row);
            await().atMost(PATIENCE).untilAsserted(() -> {
                Map<String, Double> after = jvm.ledger();
                for (String each : after.keySet()) {
                    if (each.equals("page_cache")) {
                        assertPageCacheMoved(after);
                    } else if (!each.equals(Spender.UNACCOUNTED) && !each.equals(Spender.USAGE)) {
                        assertThat(moved(each, before, after))
                                .as("%s after 64 MiB of %s", each, spent)
                                .isCloseTo(expected(each), within(TOLERANCE));
                    }
                }
                assertThatAllIsAccountedFor(after);
            });
            Map<String, Double> after = jvm.ledger();
            OVERHEAD.forEach(each -> before.put(each, Spender.of(each, after) - expected(each)));
        }

        /**
         * What the JVM has read of its own files goes again as the machine pleases (some have DAMON page it out within minutes), so
         * that there may be less than before and no more; the file that was spent is read all the time.
         */
        private void assertPageCacheMoved(Map<String, Double> after) {
            double expected = expected("page_cache");
            double now = Spender.of("page_cache", after);
            assertThat(now).as("page cache after %s", spent).isGreaterThanOrEqualTo(expected - TOLERANCE);
            assertThat(moved("page_cache", before, after))
                    .as("page cache's growth after %s", spent)
                    .isLessThanOrEqualTo(expected + TOLERANCE);
        }

        private double expected(String row) {
            return spent.contains(row) ? SPENT * MEBIBYTE : 0;
        }
    }

    /** The kernel's counters of a v1 cgroup follow with up to two seconds' delay: what came before has to be in all of them. */
    private static Map<String, Double> calmLedger(Spender jvm) {
        List<Map<String, Double>> latest = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(BETWEEN_LEDGERS).untilAsserted(() -> {
            latest.add(jvm.ledger());
            assertThat(latest).hasSizeGreaterThan(1);
            Map<String, Double> before = latest.get(latest.size() - 2);
            Map<String, Double> after = latest.get(latest.size() - 1);
            assertThat(after.keySet())
                    .allSatisfy(row -> assertThat(moved(row, before, after)).isCloseTo(0, within(CALM)));
        });
        return latest.get(latest.size() - 1);
    }

    private static void awaitHeap(Spender jvm, long atLeast) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Spender.of("heap", jvm.ledger()))
                        .isGreaterThanOrEqualTo(atLeast - TOLERANCE)
                        .isLessThan((double) (atLeast + 32 * MEBIBYTE)));
    }

    private static void assertThatAllIsAccountedFor(Map<String, Double> ledger) {
        ledger.forEach((row, bytes) -> {
            if (!row.equals(Spender.UNACCOUNTED)) {
                assertThat(bytes).as(row).isNotNegative();
            }
        });
        assertThat(Math.abs(Spender.of(Spender.UNACCOUNTED, ledger)))
                .isLessThan(Spender.of(Spender.USAGE, ledger) / 20);
    }

    private static double moved(String row, Map<String, Double> before, Map<String, Double> after) {
        return Spender.of(row, after) - Spender.of(row, before);
    }
}
