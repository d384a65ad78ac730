// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a JVM that is not in trouble yet. */
class FitIT {
    private static final long MEBIBYTE = 1 << 20;
    private static final String WARNING = "this JVM may outgrow its limit of ";
    private static final String WORST_CASE = "cgroup_memory_worst_case_bytes";
    private static final int HUGE_PAGES = 140;

    static Stream<Arguments> collectors() {
        return Stream.of(
                Arguments.of(Jdk.oldest(), "Serial"),
                Arguments.of(Jdk.oldest(), "Z"),
                Arguments.of(Jdk.newest(), "G1"),
                Arguments.of(Jdk.newest(), "Z"));
    }

    @Test
    void aHeapThatMayOutgrowTheLimitIsTold() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("fit").limitTo(256 * MEBIBYTE);
                WitnessedJvm jvm = start(Jdk.oldest(), cgroup, "Serial", "-Xmx240m")) {
            jvm.awaitAgentLines(1, WARNING);

            assertThat(jvm.agentLinesWith(WARNING)).first().asString().contains("256 MiB", "-Xmx to at most ");
            assertThat(worstCase(jvm)).isBetween(256.0 * MEBIBYTE, 340.0 * MEBIBYTE);
        }
    }

    @Test
    void whatFitsIsNotSpokenOf() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("fit").limitTo(512 * MEBIBYTE);
                WitnessedJvm jvm = start(Jdk.oldest(), cgroup, "Serial", "-Xmx240m")) {
            assertThat(worstCase(jvm)).isBetween(240.0 * MEBIBYTE, 340.0 * MEBIBYTE);
            assertThat(jvm.agentLinesWith(WARNING)).isEmpty();
        }
    }

    /** They were set aside for the whole machine, and no memory limit counts them. */
    @ParameterizedTest
    @MethodSource("collectors")
    void aHeapInHugePagesThatWereSetAsideFitsWhateverItsSize(Jdk jdk, String collector) throws Exception {
        try (ReservedHugePages reserved = ReservedHugePages.more(HUGE_PAGES)) {
            assertThat(reserved.pages())
                    .as("huge pages that could be set aside: too few, if there is not enough memory in one piece")
                    .isEqualTo(HUGE_PAGES);
            try (MemoryCgroup cgroup = MemoryCgroup.create("fit").limitTo(200 * MEBIBYTE);
                    WitnessedJvm jvm = start(
                            jdk,
                            cgroup,
                            collector,
                            "-Xms240m",
                            "-Xmx240m",
                            "-XX:+UseLargePages",
                            "-XX:ReservedCodeCacheSize=8m",
                            "-XX:+AlwaysPreTouch")) {
                assertThat(ResidentMemory.setAsideOf(jvm.pid()))
                        .as("the heap lies there")
                        .isPositive();
                assertThat(worstCase(jvm)).isPositive().isLessThan(200.0 * MEBIBYTE);
                assertThat(jvm.agentLinesWith(WARNING)).isEmpty();
            }
        }
    }

    /** Bytes, once the first ledger is drawn. */
    private static double worstCase(WitnessedJvm jvm) {
        Scrape meters = Scrape.of(jvm);
        return await().until(() -> meters.values().getOrDefault(WORST_CASE, Double.NaN), value -> value > 0);
    }

    private static WitnessedJvm start(Jdk jdk, MemoryCgroup cgroup, String collector, String... flags)
            throws IOException {
        return WitnessedJvm.with(jdk)
                .in(cgroup)
                .agentOptions("interval=100ms,prometheus=0,ledger-meters=true")
                .flags("-Xint", "-XX:+Use" + collector + "GC")
                .flags(flags)
                .mainClass(SpendingApplication.class.getName())
                .start()
                .awaitOutput(WitnessedApplication.RUNNING)
                .awaitWitness();
    }
}
