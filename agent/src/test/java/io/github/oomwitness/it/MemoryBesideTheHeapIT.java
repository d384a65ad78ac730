// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in the recording besides kills: the container, its processes, and the table at a kill. */
class MemoryBesideTheHeapIT {
    private static final long MIB = 1L << 20;
    private static final long LIMIT = 320 * MIB;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theContainerAndItsProcessesAreRecordedAndAKillHasItsTaskTable(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("beside").limitTo(LIMIT);
                Hog bystander =
                        HogSpec.named("bystander").anonMebibytes(20).in(cgroup).start();
                WitnessedJvm jvm = WitnessedJvm.with(jdk)
                        .in(cgroup)
                        .agentOptions("interval=50ms")
                        .recording("+oomwitness.ContainerMemory#period=100ms", "+oomwitness.ProcessMemory#period=100ms")
                        .start()
                        .awaitWitness()) {
            jvm.awaitRecorded(5, "oomwitness.ContainerMemory");
            try (Hog victim =
                    HogSpec.named("victim").in(cgroup).growingAtFullSpeed().start()) {
                assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            }
            jvm.awaitRecorded(1, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();

            assertContainer(jvm.events("oomwitness.ContainerMemory"));
            assertProcesses(jvm.events("oomwitness.ProcessMemory"), bystander.pid(), jvm.pid());
            assertTaskTable(jvm.events("oomwitness.OomKillTask"), bystander.pid(), jvm.pid());
        }
    }

    private static void assertContainer(List<RecordedEvent> events) {
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getLong("memoryLimit")).isEqualTo(LIMIT);
            assertThat(event.getLong("memoryUsage")).isBetween(20 * MIB, LIMIT);
            assertThat(event.getLong("memoryPeak")).isBetween(20 * MIB, LIMIT);
            assertThat(event.getLong("anon")).isBetween(20 * MIB, LIMIT);
            assertThat(event.getLong("workingSet")).isLessThanOrEqualTo(LIMIT);
            assertThat(event.getLong("heapUsed")).isBetween(1L, 64 * MIB);
            assertThat(event.getLong("jvmRss")).isBetween(20 * MIB, LIMIT);
        });
        assertThat(events.get(0).getInt("oomKillEvents")).isZero();
        assertThat(events.get(events.size() - 1).getInt("oomKillEvents")).isBetween(0, 1);
    }

    private static void assertProcesses(List<RecordedEvent> events, long bystander, long jvm) {
        assertThat(events)
                .filteredOn(event -> event.getLong("pid") == bystander)
                .isNotEmpty()
                .allSatisfy(event -> {
                    assertThat(event.getString("name")).isEqualTo("bystander");
                    assertThat(event.getLong("anonRss")).isBetween(20 * MIB, 21 * MIB);
                    assertThat(event.getBoolean("isThisJvm")).isFalse();
                });
        assertThat(events)
                .filteredOn(event -> event.getBoolean("isThisJvm"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getLong("pid")).isEqualTo(jvm));
    }

    private static void assertTaskTable(List<RecordedEvent> rows, long bystander, long jvm) {
        assertThat(rows)
                .filteredOn(row -> row.getBoolean("isVictim"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString("name")).isEqualTo("victim");
                    assertThat(row.getLong("anonRss")).isGreaterThan(100 * MIB);
                    assertThat(row.getLong("growth"))
                            .as("it began with nothing")
                            .isEqualTo(row.getLong("anonRss"));
                });
        assertThat(rows)
                .extracting(row -> row.getLong("pid"))
                .contains(bystander, jvm)
                .doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> row.getInt("killId")).containsOnly(1);
    }
}
