// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real kills, without the agent. Needs root, a writable memory cgroup and /dev/kmsg; fails without. */
class DemoIT {
    @TempDir
    private Path directory;

    private record Run(int exitCode, List<String> lines) {}

    @Test
    void withoutTheAgentOneSeesAnExitCode() throws Exception {
        Run run = demo("C.UTF-8", "--without-agent", "--output", directory.toString());

        assertThat(run.exitCode()).as("%s", run.lines()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.contains("500"))
                .anyMatch(line -> line.contains("converter exited with 137"));
        assertThat(run.lines()).anyMatch(line -> line.contains("it killed doc-converter, pid "));
        assertThat(run.lines()).allMatch(line -> line.length() <= 100);
        assertThat(directory.resolve("converter.jfr")).isNotEmptyFile();
    }

    @Test
    void withoutTheAgentAnIdleProcessHasAnExitCodeAndNobodyKnowsWhy() throws Exception {
        Run run = demo("C.UTF-8", "innocent-victim", "--without-agent", "--output", directory.toString());

        assertThat(run.exitCode()).as("%s", run.lines()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.contains("session-cache was idle"))
                .anyMatch(line -> line.contains("exit code 137"));
    }

    @Test
    void aPlainTerminalGetsPlainCharacters() throws Exception {
        Run run = demo("C", "--without-agent", "--output", directory.toString());

        assertThat(run.lines())
                .allMatch(line -> line.chars().allMatch(character -> character >= ' ' && character < 127));
    }

    @Test
    void anAgentThatIsNotThereIsMissedBeforeAnythingIsDone() throws Exception {
        Run run = demo("C", "--agent", "/nowhere/agent.jar");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(String.join(" ", run.lines())).contains("/nowhere/agent.jar", "./run build");
    }

    @Test
    void aWrongCallShowsTheUsage() throws Exception {
        Run run = demo("C", "no-such-scenario");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.lines()).anyMatch(line -> line.contains("There is no scenario 'no-such-scenario'"));
        assertThat(run.lines()).anyMatch(line -> line.contains("Usage: "));
    }

    private static Run demo(String locale, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Demo.class.getName()),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output.lines().toList());
    }
}
