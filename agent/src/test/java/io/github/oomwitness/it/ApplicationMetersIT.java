// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The meters come to the application's own Micrometer, whichever it is, and go again. */
class ApplicationMetersIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOUND = "meters are in the application's own Micrometer";
    private static final String USAGE = "cgroup.memory.usage[]";
    private static final String KILLS_OF_OTHERS = "cgroup.oom.kills[tag(limit=own), tag(victim=other)]";

    static Stream<Arguments> micrometers() {
        return Stream.of(
                Arguments.of("micrometer-1.3", Jdk.newest()),
                Arguments.of("micrometer-1.9", Jdk.oldest()),
                Arguments.of("micrometer-newest", Jdk.oldest()),
                Arguments.of("micrometer-newest", Jdk.newest()));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("micrometers")
    void theMetersAreInTheApplicationsRegistryUntilTheAgentIsDetached(String micrometer, Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("micrometer").limitTo(320 * MIB);
                WitnessedJvm jvm = measured(jdk, micrometer).in(cgroup).start()) {
            jvm.awaitAgentLines(1, BOUND);
            Map<String, Double> meters = metersOf(jvm);
            assertThat(meters)
                    .containsEntry("requests[]", 1.0)
                    .containsEntry("cgroup.memory.limit[]", 320.0 * MIB)
                    .containsEntry("cgroup.memory.reclaim.stall[]", 0.0)
                    .containsEntry(KILLS_OF_OTHERS, 0.0);
            assertThat(KernelRungs.inUse(meters)).isSubsetOf(KernelRungs.NAMES).hasSize(1);
            assertThat(meters.get(USAGE)).isBetween(1.0 * MIB, 320.0 * MIB);

            Victim.killedIn(cgroup, "counted");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(metersOf(jvm)).containsEntry(KILLS_OF_OTHERS, 1.0));

            Attachment.load(jvm, "detach");
            jvm.awaitOutput("stopped; the application runs on without the agent");
            assertThat(metersOf(jvm)).containsOnlyKeys("requests[]");
            assertThat(Footprint.of(jvm.pid()).agentsOwn()).isEmpty();
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void afterThreeAttachmentsTheMetersAreThereOnce() throws Exception {
        try (WitnessedJvm jvm = measured(Jdk.oldest(), "micrometer-newest").start()) {
            jvm.awaitAgentLines(1, BOUND);
            int once = metersOf(jvm).size();
            for (int round = 2; round <= 3; round++) {
                Attachment.load(jvm, "detach");
                Attachment.load(jvm, "");
                jvm.awaitAgentLines(round, BOUND);
            }
            assertThat(metersOf(jvm)).hasSize(once);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void aNameThatTheApplicationHasTakenStaysTheApplications() throws Exception {
        try (WitnessedJvm jvm =
                measured(Jdk.newest(), "micrometer-newest").arguments("own").start()) {
            jvm.awaitAgentLines(1, BOUND);
            jvm.awaitAgentLines(
                    1,
                    "no meter " + MicrometerApplication.OWN_METER
                            + " in the application's Micrometer: the application has one of that name itself");
            assertThat(metersOf(jvm))
                    .containsEntry("cgroup.memory.usage[tag(pool=own)]", 42.0)
                    .doesNotContainKey(USAGE)
                    .containsKey("cgroup.memory.limit[]");

            Attachment.load(jvm, "detach");
            jvm.awaitOutput("stopped; ");
            assertThat(metersOf(jvm)).containsOnlyKeys("requests[]", "cgroup.memory.usage[tag(pool=own)]");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void anApplicationThatAnApplicationServerDropsIsNotHeld() throws Exception {
        WitnessedJvm.Builder server = WitnessedJvm.with(Jdk.newest())
                .flags("--enable-native-access=ALL-UNNAMED")
                .mainClass(DroppedApplication.class.getName());
        jarsOf("micrometer-newest").forEach(server::arguments);
        try (WitnessedJvm jvm = server.start()) {
            jvm.awaitAgentLines(1, BOUND);
            jvm.awaitOutput("meters are here");
            jvm.awaitOutput("the application's loader is gone");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void switchedOffItDoesNotLook() throws Exception {
        try (WitnessedJvm jvm = measured(Jdk.newest(), "micrometer-newest")
                .agentOptions("micrometer=off")
                .start()
                .awaitWitness()) {
            assertThat(Footprint.of(jvm.pid()).threads()).noneMatch(name -> name.startsWith("oomwitness-mete"));
            assertThat(metersOf(jvm)).containsOnlyKeys("requests[]");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static WitnessedJvm.Builder measured(Jdk jdk, String micrometer) {
        WitnessedJvm.Builder builder = WitnessedJvm.with(jdk)
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading")
                .mainClass(MicrometerApplication.class.getName());
        jarsOf(micrometer).forEach(builder::classPath);
        return builder;
    }

    private static List<String> jarsOf(String micrometer) {
        try (Stream<Path> jars = Files.list(TestFiles.otherLibrary(micrometer))) {
            return jars.map(Path::toString).toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What an exporter of the application has at this moment. */
    private static Map<String, Double> metersOf(WitnessedJvm jvm) throws IOException {
        int before = lists(jvm).size();
        jvm.say("meters");
        await().atMost(PATIENCE).until(() -> lists(jvm).size() > before);
        return lists(jvm).get(before);
    }

    private static List<Map<String, Double>> lists(WitnessedJvm jvm) {
        List<Map<String, Double>> lists = new ArrayList<>();
        Map<String, Double> current = new TreeMap<>();
        for (String line : jvm.output().lines().toList()) {
            if (line.equals("listed")) {
                lists.add(current);
                current = new TreeMap<>();
            } else if (line.startsWith("meter ")) {
                int end = line.lastIndexOf(' ');
                current.put(line.substring("meter ".length(), end), Double.parseDouble(line.substring(end + 1)));
            }
        }
        return lists;
    }
}
