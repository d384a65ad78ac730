// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WildFly and its kind bring a log manager that must be there before anybody logs: the agent waits for it. */
class LoggingManagerIT {
    private static final long MIB = 1L << 20;
    private static final String MANAGER = "container.ContainerLogManager";

    @TempDir
    private static Path modules;

    @BeforeAll
    static void compileTheLogManager() throws URISyntaxException {
        URL source = Objects.requireNonNull(LoggingManagerIT.class.getResource("/it/ContainerLogManager.java"));
        int exitCode = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-d",
                        modules.toString(),
                        Path.of(source.toURI()).toString());
        assertThat(exitCode).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theAgentWaitsUntilTheApplicationLogs(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("logging").limitTo(320 * MIB);
                WitnessedJvm jvm = startIn(cgroup, jdk)) {
            assertThat(jvm.output()).doesNotContain("witnessing");

            jvm.say("load");
            jvm.say("log");
            jvm.awaitOutput("log manager: ");

            assertWitnesses(jvm, cgroup);
            assertThat(jvm.agentLinesWith(MANAGER))
                    .as("says once what it waits for")
                    .hasSize(1);
        }
    }

    /** Then it is the agent's libraries that start java.util.logging, and they must find the application's manager. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theAgentMayLogFirstOnceTheManagersClassIsThere(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("logging").limitTo(320 * MIB);
                WitnessedJvm jvm = startIn(cgroup, jdk)) {
            jvm.say("load");
            jvm.awaitWitness();
            jvm.say("log");
            jvm.awaitOutput("log manager: ");

            assertWitnesses(jvm, cgroup);
        }
    }

    /** With all that might start java.util.logging too early: Flight Recorder, Micrometer and the HTTP server. */
    private static WitnessedJvm startIn(MemoryCgroup cgroup, Jdk jdk) throws IOException {
        return WitnessedJvm.with(jdk)
                .in(cgroup)
                .recording()
                .agentOptions("prometheus=0")
                .flags("-Djava.util.logging.manager=" + MANAGER)
                .mainClass(LateLoggingApplication.class.getName())
                .arguments(modules.toString())
                .start()
                .awaitOutput("[oomwitness] waiting for the application's log manager (" + MANAGER + ")")
                .awaitOutput(WitnessedApplication.RUNNING);
    }

    private static void assertWitnesses(WitnessedJvm jvm, MemoryCgroup cgroup)
            throws IOException, InterruptedException {
        jvm.awaitWitness();
        Hog victim = Victim.killedIn(cgroup, "witnessed");
        jvm.awaitRecorded(1, "oomwitness.OomKill");
        jvm.say("end");

        assertThat(jvm.awaitExit()).isZero();
        assertThat(jvm.output()).contains("log manager: " + MANAGER).doesNotContain("Could not load Logmanager");
        assertThat(jvm.events("oomwitness.OomKill"))
                .extracting(event -> event.getLong("victimPid"))
                .containsExactly(victim.pid());
    }
}
