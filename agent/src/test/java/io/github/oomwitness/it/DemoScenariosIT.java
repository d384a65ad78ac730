// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The demo's jar with the agent's jar: it ends with 0 only where what it showed is what the kernel's log says. */
class DemoScenariosIT {
    private record Run(int exitCode, List<String> lines) {
        /** As if the lines were one. */
        String text() {
            return lines.stream().map(String::strip).collect(Collectors.joining(" "));
        }
    }

    @Test
    void theInnocentVictimAndTheOneThatGrewAreBothNamed() throws Exception {
        Run run = demo("innocent-victim");

        assertThat(run.exitCode()).as("%s", run.lines()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.contains("died     session-cache, pid "))
                .anyMatch(line -> line.contains("grew     importer, pid "))
                .anyMatch(line -> line.contains("numbers agree with the kernel's log"))
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void aContainerFullOfPageCacheIsCalm() throws Exception {
        Run run = demo("page-cache");

        assertThat(run.exitCode()).as("%s", run.lines()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.contains("0 kills in this container, and 0 events"))
                .anyMatch(line -> line.contains("page cache"))
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void aHeapOfGarbageIsBlamedAndACollectionSavesWhomItWouldHaveKilled() throws Exception {
        Run run = demo("garbage");

        assertThat(run.exitCode()).as("%s", run.lines()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.contains("verdict HEAP_GARBAGE ("))
                .anyMatch(line -> line.contains("exit code 137"))
                .anyMatch(line -> line.contains("exit code 0, its work done"))
                .anyMatch(line -> line.contains("on-critical gc: collected in "))
                .allMatch(line -> line.length() <= 100);
        assertThat(run.text()).contains("a collection would give about ");
    }

    @Test
    void directBuffersAreNamedBeforeTheServiceDiesOfThem() throws Exception {
        Run run = demo("direct");

        assertThat(run.exitCode()).as("%s", run.lines()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.contains("verdict DIRECT_BUFFERS ("))
                .anyMatch(line -> line.contains("exit code 137"))
                .anyMatch(line -> line.contains("PictureCache.keep("))
                .allMatch(line -> line.length() <= 100);
        assertThat(run.text()).contains("-XX:MaxDirectMemorySize");
    }

    @Test
    void thePodsLimitIsToldFromTheContainers() throws Exception {
        Run run = demo("pod-limit");

        assertThat(run.exitCode()).as("%s", run.lines()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.contains("verdict POD_LIMIT ("))
                .anyMatch(line -> line.contains("400.0 MiB, of a cgroup above"))
                .anyMatch(line -> line.contains("numbers agree with the kernel's log"))
                .allMatch(line -> line.length() <= 100);
        assertThat(run.text()).contains("was reached, not this container's");
    }

    private static Run demo(String scenario) throws IOException, InterruptedException {
        // On the build's disk: what lies in a tmpfs is no page cache.
        Path output = TestFiles.agentJar().resolveSibling("demo-" + scenario);
        ProcessBuilder builder = new ProcessBuilder(
                        Jdk.newest().java().toString(),
                        "-jar",
                        TestFiles.demoJar().toString(),
                        scenario,
                        "--agent",
                        TestFiles.agentJar().toString(),
                        "--output",
                        output.toString())
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), text.lines().toList());
    }
}
