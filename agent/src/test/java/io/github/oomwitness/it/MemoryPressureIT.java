// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The warning before the kill, as the built jar gives it. */
class MemoryPressureIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aLeakingSiblingIsAnnouncedBeforeItIsKilled(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("announced").limitTo(512 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(jdk)
                        .agentOptions("prometheus=0")
                        .in(cgroup)
                        .recording()
                        .start()
                        .awaitWitness()) {
            jvm.awaitRecorded(1, "oomwitness.WitnessStatus");
            Scrape before = Scrape.of(jvm);
            assertThat(before.value("cgroup_memory_pressure_level")).isZero();
            assertThat(before.value("cgroup_memory_pressure_episodes_total{level=critical}"))
                    .isZero();
            assertThat(before.value("cgroup_memory_headroom_bytes")).isBetween(200.0 * MIB, 512.0 * MIB);

            Hog leak = killedIn(cgroup);
            jvm.awaitRecorded(1, "oomwitness.OomKill");
            assertThat(Scrape.of(jvm).value("cgroup_memory_pressure_episodes_total{level=critical}"))
                    .isEqualTo(1);
            assertThat(jvm.exit(0)).isZero();

            RecordedEvent kill = jvm.events("oomwitness.OomKill").get(0);
            Instant killed = Instant.ofEpochMilli(kill.getLong("kernelTime"));
            List<RecordedEvent> changes = jvm.events("oomwitness.MemoryPressure").stream()
                    .filter(event -> event.getStartTime().isBefore(killed))
                    .toList();
            assertThat(changes)
                    .extracting(event -> event.getString("previousLevel") + " " + event.getString("level"))
                    .containsExactly("NORMAL WARNING", "WARNING CRITICAL");
            RecordedEvent critical = changes.get(1);
            assertThat(critical.getString("reason")).isEqualTo("GROWTH");
            assertThat(critical.getString("topGrowerName")).isEqualTo("leak");
            assertThat(critical.getInt("topGrowerPid")).isEqualTo((int) leak.pid());
            assertThat(critical.getLong("topGrowth")).isGreaterThan(64 * MIB);
            assertThat(critical.getLong("headroom")).isBetween(0L, 512 * MIB / 4);
            assertThat(critical.getLong("memoryLimit")).isEqualTo(512 * MIB);
            assertThat(critical.getLong("heapUsed")).isPositive();
            assertThat(jvm.agentLinesWith("memory pressure CRITICAL: "))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("leak (pid ");
        }
    }

    @Test
    void pageCacheThatFillsTheLimitIsNoPressure(@TempDir Path directory) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("cached").limitTo(320 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .agentOptions("prometheus=0")
                        .in(cgroup)
                        .recording()
                        .start()
                        .awaitWitness()) {
            jvm.awaitRecorded(1, "oomwitness.WitnessStatus");
            Process writer = cgroup.start(new ProcessBuilder(
                    "dd", "if=/dev/zero", "of=" + directory.resolve("cache"), "bs=1M", "count=1200", "status=none"));
            await().atMost(PATIENCE).until(() -> cgroup.usage() > 300 * MIB);
            assertThat(writer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            Scrape scrape = Scrape.of(jvm);
            assertThat(scrape.value("cgroup_memory_headroom_bytes")).isGreaterThan(64.0 * MIB);
            assertThat(scrape.value("cgroup_memory_pressure_episodes_total{level=warning}"))
                    .isZero();
            assertThat(jvm.exit(0)).isZero();
            assertThat(jvm.events("oomwitness.MemoryPressure")).isEmpty();
            assertThat(jvm.agentLinesWith("memory pressure")).isEmpty();
        }
    }

    @Test
    void aWarningThatIsTurnedOffLeavesTheCritical() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("critical").limitTo(512 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .agentOptions("warning=off")
                        .in(cgroup)
                        .start()
                        .awaitWitness();
                Hog leak = HogSpec.named("leak").in(cgroup).growing(60).start()) {
            assertThat(leak.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);

            jvm.awaitAgentLines(1, "memory pressure CRITICAL");
            assertThat(jvm.agentLinesWith("memory pressure WARNING")).isEmpty();
        }
    }

    private static Hog killedIn(MemoryCgroup cgroup) throws IOException, InterruptedException {
        try (Hog leak = HogSpec.named("leak").in(cgroup).growing(30).start()) {
            assertThat(leak.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return leak;
        }
    }
}
