// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's own endpoint: real memory and real kills as a scraper sees them. */
class MetersIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String USAGE = "cgroup_memory_usage_bytes";
    private static final String LIMIT = "cgroup_memory_limit_bytes";

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void everyCombinationOfTagsIsAtZeroBeforeTheFirstKill(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("zeroes").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(jdk, cgroup)) {
            Map<String, Double> values = Scrape.of(jvm).values();

            for (String victim : List.of("descendant", "other")) {
                for (String limit : List.of("own", "ancestor", "machine", "unknown")) {
                    assertThat(values).containsEntry(kills(victim, limit), 0.0);
                }
            }
            assertThat(values)
                    .containsEntry("oomwitness_source{reason=none,source=cgroup_files}", 0.0)
                    .containsEntry("oomwitness_records_lost_total", 0.0);
            assertThat(KernelRungs.inUse(values)).isSubsetOf(KernelRungs.NAMES).hasSize(1);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void killsOfChildrenAndOfStrangersAreCountedApart() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("counted").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(Jdk.newest(), cgroup)) {
            Scrape scrape = Scrape.of(jvm);
            jvm.say("start "
                    + String.join(
                            " ", HogSpec.named("child").growingAtFullSpeed().command()));
            jvm.awaitOutput("exited with " + Hog.KILLED);
            assertThat(scrape.values().keySet())
                    .filteredOn(meter -> meter.startsWith("cgroup_oom_kills_total"))
                    .hasSize(8)
                    .contains(kills("other", "ancestor"), kills("other", "machine"), kills("other", "unknown"));
            await().atMost(PATIENCE).until(() -> scrape.value(kills("descendant", "own")) == 1);
            assertThat(totalKills(scrape)).isEqualTo(1);

            Victim.killedIn(cgroup, "stranger");
            await().atMost(PATIENCE).until(() -> scrape.value(kills("other", "own")) == 1);
            assertThat(totalKills(scrape)).isEqualTo(2);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    /** As in Kubernetes, where the pod's limit can be tighter than the sum of its containers'. */
    @Test
    void aKillAtThePodsLimitIsCountedAsAnAncestors() throws Exception {
        try (MemoryCgroup pod = MemoryCgroup.create("pod").limitTo(320 * MIB);
                MemoryCgroup container = pod.child("container");
                WitnessedJvm jvm = witnessed(Jdk.newest(), container)) {
            Scrape scrape = Scrape.of(jvm);
            assertThat(scrape.value(LIMIT)).isEqualTo(320 * MIB);

            Victim.killedIn(container, "squeezed");
            await().atMost(PATIENCE).until(() -> scrape.value(kills("other", "ancestor")) == 1);
            assertThat(totalKills(scrape)).isEqualTo(1);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void usageFollowsTheKernels(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("usage").limitTo(640 * MIB);
                WitnessedJvm jvm = witnessed(jdk, cgroup)) {
            Scrape scrape = Scrape.of(jvm);
            double before = scrape.value(USAGE);
            try (Hog hog =
                    HogSpec.named("resident").in(cgroup).anonMebibytes(200).start()) {
                await().atMost(PATIENCE).until(() -> scrape.value(USAGE) > before + 180 * MIB);
                assertThat(hog.isAlive()).isTrue();
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(scrape.value(USAGE)).isCloseTo((double) cgroup.usage(), within(2.0 * MIB)));
            }
            await().atMost(PATIENCE).until(() -> scrape.value(USAGE) < before + 100 * MIB);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void theLimitIsTheKernelsAndInfiniteWhereThereIsNone() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("limit").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(Jdk.newest(), cgroup)) {
            Scrape scrape = Scrape.of(jvm);
            assertThat(scrape.value(LIMIT)).isEqualTo(320 * MIB);

            cgroup.limitTo(400 * MIB);
            await().atMost(PATIENCE).until(() -> scrape.value(LIMIT) == 400 * MIB);
            cgroup.limitTo(MemoryCgroup.NO_LIMIT);
            await().atMost(PATIENCE).until(() -> scrape.value(LIMIT) == Double.POSITIVE_INFINITY);
            assertThat(scrape.get("text/plain").body()).contains(LIMIT + " +Inf");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void theCgroupsOwnCountersStandBesideItFromTheAgentsStart() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("counters").limitTo(320 * MIB)) {
            Victim.killedIn(cgroup, "before");
            try (WitnessedJvm jvm = witnessed(Jdk.newest(), cgroup)) {
                Scrape scrape = Scrape.of(jvm);
                assertThat(scrape.value("cgroup_memory_events_total{event=oom_kill}"))
                        .isZero();
                assertThat(scrape.value("cgroup_memory_peak_bytes")).isBetween(300.0 * MIB, 320.0 * MIB);
                assertThat(scrape.value("cgroup_memory_working_set_bytes")).isBetween(1.0 * MIB, scrape.value(USAGE));
                assertThat(scrape.value("cgroup_memory_swap_usage_bytes")).isZero();

                Victim.killedIn(cgroup, "after");
                await().atMost(PATIENCE).until(() -> scrape.value("cgroup_memory_events_total{event=oom_kill}") == 1);
                assertThat(jvm.exit(0)).isZero();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void bothTextFormatsSayTheSame(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("formats").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(jdk, cgroup)) {
            Scrape scrape = Scrape.of(jvm);
            HttpResponse<String> prometheus = scrape.get("text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
            HttpResponse<String> openMetrics =
                    scrape.get("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

            assertThat(prometheus.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(prometheus.body())
                    .contains(
                            "# TYPE cgroup_oom_kills_total counter",
                            "# TYPE cgroup_memory_usage_bytes gauge",
                            "# HELP cgroup_memory_limit_bytes ")
                    .doesNotContain("# EOF");
            assertThat(openMetrics.headers().firstValue("Content-Type"))
                    .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(openMetrics.body())
                    .contains("# TYPE cgroup_oom_kills counter", "# TYPE cgroup_memory_usage_bytes gauge")
                    .endsWith("# EOF\n");
            assertThat(Scrape.values(openMetrics.body()).keySet())
                    .isEqualTo(Scrape.values(prometheus.body()).keySet());
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void nothingButAReadOfItsOnePathIsAnswered() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("paths").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessed(Jdk.newest(), cgroup)) {
            Scrape scrape = Scrape.of(jvm);

            assertThat(scrape.send("GET", "/metrics").statusCode()).isEqualTo(200);
            assertThat(scrape.send("HEAD", "/metrics").statusCode()).isEqualTo(200);
            assertThat(scrape.send("HEAD", "/metrics").body()).isEmpty();
            assertThat(scrape.send("GET", "/").statusCode()).isEqualTo(404);
            assertThat(scrape.send("GET", "/metrics/other").statusCode()).isEqualTo(404);
            HttpResponse<String> post = scrape.send("POST", "/metrics");
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void itListensOnLoopbackUnlessAHostIsNamed() throws Exception {
        try (WitnessedJvm loopback = listening("prometheus=0");
                WitnessedJvm everywhere = listening("prometheus=0.0.0.0:0")) {
            assertThat(addressesListenedOn(loopback)).allMatch(address -> address.endsWith("0100007F"));
            assertThat(addressesListenedOn(everywhere)).allMatch(address -> address.matches("0+"));
            assertThat(loopback.exit(0)).isZero();
            assertThat(everywhere.exit(0)).isZero();
        }
    }

    private static WitnessedJvm witnessed(Jdk jdk, MemoryCgroup cgroup) throws IOException {
        return WitnessedJvm.with(jdk)
                .in(cgroup)
                .agentOptions("prometheus=0,interval=100ms")
                .start()
                .awaitWitness();
    }

    private static WitnessedJvm listening(String options) throws IOException {
        return WitnessedJvm.with(Jdk.newest()).agentOptions(options).start().awaitWitness();
    }

    private static String kills(String victim, String limit) {
        return "cgroup_oom_kills_total{limit=" + limit + ",victim=" + victim + "}";
    }

    private static double totalKills(Scrape scrape) throws IOException, InterruptedException {
        return scrape.values().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("cgroup_oom_kills_total"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** In the kernel's own hexadecimal (proc_pid_net(5)): addresses of the endpoint's port in state 0A, listening. */
    private static List<String> addressesListenedOn(WitnessedJvm jvm) throws IOException {
        String port = String.format("%04X", Scrape.of(jvm).address().getPort());
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
                String[] fields = line.strip().split("\\s+", -1);
                String[] local = fields[1].split(":", -1);
                if (fields[3].equals("0A") && local[1].equals(port)) {
                    addresses.add(local[0]);
                }
            }
        }
        assertThat(addresses).isNotEmpty();
        return addresses;
    }
}
