// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/** A crowd of small processes dies one by one for a parent that grows. */
class ThousandKillsIT {
    private static final long MIB = 1L << 20;
    private static final int KILLS = 1_000;
    private static final int MEBIBYTES_PER_SECOND = 200;
    private static final int MOST_TASK_ROWS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * The heap is touched in advance; buffers of a recording that takes 65,000 events are not, nor is what the compilers need for code
     * that has become hot: 3 to 24 MiB were seen.
     */
    private static final long ANONYMOUS_ALLOWANCE = 48 * MIB;

    @Test
    void areAThousandEventsAndNoneIsLost() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("storm");
                WitnessedJvm jvm = witnessIn(cgroup);
                MemoryCgroup crowded = cgroup.child("crowd")) {
            long usageBefore = ResidentMemory.anonymousOf(jvm.pid());
            long started;
            List<Long> victims;
            try (Hog crowd = crowdIn(crowded)) {
                victims = crowded.processes();
                started = System.nanoTime();
                raiseStorm(crowd, crowded);
            }
            long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds() + 1;
            jvm.awaitRecorded(KILLS, "oomwitness.OomKill");
            long usageAfter = ResidentMemory.anonymousOf(jvm.pid());
            double lost = Scrape.of(jvm).value("oomwitness_records_lost_total");
            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
            System.out.println(KILLS + " kills in " + seconds + " s: " + events.size() + " events, " + lost
                    + " lost; the JVM's" + " anonymous memory " + usageBefore / MIB + " MiB before, " + usageAfter / MIB
                    + " MiB after");
            assertThat(events)
                    .extracting(event -> event.getLong("victimPid"))
                    .containsExactlyInAnyOrderElementsOf(victims);
            assertThat(lost).isZero();
            assertThat(rowsByKill(jvm).values())
                    .hasSize(KILLS)
                    .allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(MOST_TASK_ROWS));
            assertThat(jvm.agentLinesWith("OOM kill")).hasSizeBetween(1, (int) seconds + 3);
            assertThat(usageAfter).isLessThanOrEqualTo(usageBefore + ANONYMOUS_ALLOWANCE);
        }
    }

    @Test
    void areEventsOrCountedAsLostWhereTheJvmIsStoppedMeanwhile() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("stopped");
                WitnessedJvm jvm = witnessIn(cgroup);
                MemoryCgroup crowded = cgroup.child("crowd")) {
            try (Hog crowd = crowdIn(crowded)) {
                signal("-STOP", jvm);
                raiseStorm(crowd, crowded);
            } finally {
                signal("-CONT", jvm);
            }
            Scrape scrape = Scrape.of(jvm);
            await().atMost(PATIENCE).untilAsserted(() -> {
                double told = scrape.values().entrySet().stream()
                        .filter(meter -> meter.getKey().startsWith("cgroup_oom_kills_total"))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
                assertThat(told + scrape.value("oomwitness_records_lost_total")).isEqualTo(KILLS);
            });
            int lost = (int) scrape.value("oomwitness_records_lost_total");
            jvm.awaitRecorded(KILLS - lost, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
            List<RecordedEvent> states = jvm.events("oomwitness.WitnessStatus");
            System.out.println(
                    KILLS + " kills beside a JVM that is stopped: " + events.size() + " events, " + lost + " lost");
            assertThat(events).hasSize(KILLS - lost);
            assertThat(lost).as("so many fit into no ring").isPositive();
            assertThat(states.get(states.size() - 1).getLong("lostRecords")).isEqualTo(lost);
        }
    }

    private static WitnessedJvm witnessIn(MemoryCgroup cgroup) throws IOException, InterruptedException {
        return WitnessedJvm.with(Jdk.newest())
                .in(cgroup)
                .agentOptions("prometheus=0")
                .flags("-Xms64m", "-XX:+AlwaysPreTouch")
                .recording()
                .start()
                .awaitWitness()
                .awaitRecorded(1, "oomwitness.WitnessStatus");
    }

    private static Hog crowdIn(MemoryCgroup cgroup) throws IOException {
        return HogSpec.named("crowd")
                .children(KILLS - 1, 1)
                .childOomScoreAdj(1000)
                .in(cgroup)
                .waitingForGo()
                .growing(MEBIBYTES_PER_SECOND)
                .start();
    }

    /** Until the parent has died as well, the last of all. */
    private static void raiseStorm(Hog crowd, MemoryCgroup cgroup) throws IOException, InterruptedException {
        cgroup.limitTo(cgroup.usage() + MIB);
        crowd.go();
        assertThat(crowd.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
    }

    private static Map<Long, Integer> rowsByKill(WitnessedJvm jvm) throws IOException {
        return jvm.events("oomwitness.OomKillTask").stream()
                .map(row -> row.getLong("killId"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(row -> 1)));
    }

    private static void signal(String signal, WitnessedJvm jvm) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(jvm.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
