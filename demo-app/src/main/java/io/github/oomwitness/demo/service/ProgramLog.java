// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * What a program has printed, the agent's lines among it.
 *
 * @param file which all of it goes into
 * @param from the first byte of it that counts: what was there before belongs to another run
 */
public record ProgramLog(Path file, long from) {
    private static final String AGENT = "[oomwitness] ";
    private static final String VERDICT = "verdict ";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    static ProgramLog fromNowOn(Path file) throws IOException {
        return new ProgramLog(file, Files.exists(file) ? Files.size(file) : 0);
    }

    public List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        int start = (int) Math.min(from, bytes.length);
        return new String(Arrays.copyOfRange(bytes, start, bytes.length), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** The agent's, without their prefix. */
    public List<String> agentLines() throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith(AGENT))
                .map(line -> line.substring(AGENT.length()))
                .toList();
    }

    public List<String> verdicts() throws IOException {
        return agentLines().stream().filter(line -> line.startsWith(VERDICT)).toList();
    }

    /** Until the agent says what it sees kills by: it starts beside the application, not before it. */
    public void awaitWitness() throws IOException {
        awaitAgentLine(line -> line.startsWith("witnessing "));
    }

    /** The verdict on a kill, which comes once nobody was killed for half a second; empty where it does not come. */
    public Optional<String> awaitVerdictOnAKill() throws IOException {
        return awaitAgentLine(line -> line.startsWith(VERDICT) && line.contains("The kernel killed"));
    }

    private Optional<String> awaitAgentLine(Predicate<String> condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<String> found = agentLines().stream().filter(condition).findFirst();
            if (found.isPresent() || System.nanoTime() - deadline > 0) {
                return found;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
