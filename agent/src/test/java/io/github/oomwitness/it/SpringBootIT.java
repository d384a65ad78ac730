// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Spring Boot application with its actuator, as it comes: the agent's meters are among its own. */
class SpringBootIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final String KILLS_OF_OTHERS = "cgroup_oom_kills_total{limit=own,victim=other}";

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theActuatorHasTheMetersUntilTheAgentIsDetached(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("boot").limitTo(512 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(jdk)
                        .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading")
                        .flags("-XX:TieredStopAtLevel=1")
                        .classPath(TestFiles.springBootApplication())
                        .mainClass("io.github.oomwitness.bootapp.BootApplication")
                        .in(cgroup)
                        .start()) {
            jvm.awaitOutput("Started BootApplication");
            jvm.awaitAgentLines(1, "meters are in the application's own Micrometer");
            String actuator = actuatorOf(jvm);
            assertThat(ourMeters(actuator))
                    .containsEntry("cgroup_memory_limit_bytes", 512.0 * MIB)
                    .containsEntry(KILLS_OF_OTHERS, 0.0)
                    .containsKeys("cgroup_memory_usage_bytes", "cgroup_memory_working_set_bytes");
            assertThat(KernelRungs.inUse(ourMeters(actuator)))
                    .isSubsetOf(KernelRungs.NAMES)
                    .hasSize(1);

            Victim.killedIn(cgroup, "counted");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ourMeters(actuator)).containsEntry(KILLS_OF_OTHERS, 1.0));
            assertThat(get(actuator + "/metrics/cgroup.oom.kills"))
                    .contains("\"statistic\":\"COUNT\",\"value\":1.0", "\"tag\":\"victim\"");

            Attachment.load(jvm, "detach");
            jvm.awaitOutput("stopped; the application runs on without the agent");
            assertThat(ourMeters(actuator)).isEmpty();
            assertThat(get(actuator + "/prometheus")).contains("jvm_memory_used_bytes");
        }
    }

    private static String actuatorOf(WitnessedJvm jvm) {
        Matcher port = PORT.matcher(jvm.output());
        if (!port.find()) {
            throw new AssertionError("no port in:\n" + jvm.output());
        }
        return "http://127.0.0.1:" + port.group(1) + "/actuator";
    }

    private Map<String, Double> ourMeters(String actuator) throws IOException, InterruptedException {
        return Scrape.values(get(actuator + "/prometheus")
                .lines()
                .filter(line -> line.startsWith("cgroup_") || line.startsWith("oomwitness_"))
                .collect(Collectors.joining("\n")));
    }

    private String get(String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }
}
