// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built jar as a command: {@code java -jar oomwitness-agent.jar ...}, as an operator runs it. */
final class AgentCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Jdk jdk;
    private final List<String> prefix = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private Path jar = TestFiles.agentJar();

    private AgentCommand(Jdk jdk) {
        this.jdk = jdk;
    }

    static AgentCommand with(Jdk jdk) {
        return new AgentCommand(jdk);
    }

    /** A java with no more modules than the commands need: jdk.attach is not among them. */
    AgentCommand withoutAttachModule() {
        return flags("--limit-modules", "java.logging,jdk.unsupported");
    }

    AgentCommand flags(String... more) {
        flags.addAll(Arrays.asList(more));
        return this;
    }

    /** A program that starts java, such as setpriv. */
    AgentCommand through(String... program) {
        prefix.addAll(Arrays.asList(program));
        return this;
    }

    AgentCommand jar(Path other) {
        jar = other;
        return this;
    }

    /** Runs it to its end. */
    Answer run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(jdk.java().toString());
        command.addAll(flags);
        command.addAll(List.of("-jar", jar.toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Path errors = Files.createTempFile("command", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String output;
            try (InputStream stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Answer(process.exitValue(), output, Files.readString(errors, StandardCharsets.UTF_8));
        } finally {
            Files.delete(errors);
        }
    }

    /** What came of it. */
    record Answer(int exitCode, String output, String errors) {
        /** It was done, and this was said about it. */
        Answer isDone(String... words) {
            assertThat(exitCode).as(toString()).isZero();
            assertThat(output).contains(words);
            assertThat(errors).isEmpty();
            return this;
        }

        /** It was not done, and one line on standard error says why. */
        Answer isRefused(String... words) {
            return isAnErrorWith(1, words);
        }

        /** The call itself was wrong, and one line on standard error says how. */
        Answer isWrong(String... words) {
            return isAnErrorWith(2, words);
        }

        private Answer isAnErrorWith(int expectedCode, String... words) {
            assertThat(exitCode).as(toString()).isEqualTo(expectedCode);
            assertThat(output).isEmpty();
            assertThat(errors).startsWith("oomwitness: ").contains(words);
            assertThat(errors.lines()).hasSize(1);
            return this;
        }
    }
}
