// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** A JVM with the built agent in it, as a user would start it. */
final class WitnessedJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The name that the JVM gives to the recording which its command line asks for. */
    static final String FIRST_RECORDING = "1";

    private final Jdk jdk;
    private final Process process;
    private final Writer words;
    private final StringBuilder output = new StringBuilder();
    private final @Nullable Path recording;
    private final @Nullable MemoryCgroup ownCgroup;

    private WitnessedJvm(Jdk jdk, Process process, @Nullable Path recording, @Nullable MemoryCgroup ownCgroup) {
        this.jdk = jdk;
        this.process = process;
        this.ownCgroup = ownCgroup;
        this.words = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.recording = recording;
        Thread reader = new Thread(this::readOutput, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static Builder with(Jdk jdk) {
        return new Builder(jdk);
    }

    long pid() {
        return process.pid();
    }

    /** Of the JVM where what was started is a program that started it in turn. */
    long onlyChildPid() {
        List<Long> children =
                process.toHandle().children().map(ProcessHandle::pid).toList();
        if (children.size() != 1) {
            throw new IllegalStateException("not one child but " + children);
        }
        return children.get(0);
    }

    /** Standard output and standard error so far. */
    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** The agent's own lines so far, without their prefix. */
    List<String> agentLines() {
        return output().lines()
                .filter(line -> line.startsWith("[oomwitness] "))
                .map(line -> line.substring("[oomwitness] ".length()))
                .toList();
    }

    /** The agent's lines that hold this text. */
    List<String> agentLinesWith(String text) {
        return agentLines().stream().filter(line -> line.contains(text)).toList();
    }

    /** Until the agent has said so many lines that hold this text. */
    WitnessedJvm awaitAgentLines(int count, String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast(
                        "the JVM ended",
                        () -> !process.isAlive() && agentLinesWith(text).size() < count)
                .until(() -> agentLinesWith(text).size() >= count);
        return this;
    }

    WitnessedJvm awaitOutput(String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast("the JVM ended", () -> !process.isAlive() && !output().contains(text))
                .until(() -> output().contains(text));
        return this;
    }

    /** Until the output is as it should be. */
    WitnessedJvm awaitOutput(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
        return this;
    }

    /** Until the agent says what it witnesses. */
    WitnessedJvm awaitWitness() {
        return awaitOutput("[oomwitness] witnessing ");
    }

    /**
     * Until the recording holds so many events of this type. The agent never holds up a recording's start, so on a busy machine it
     * may come to its first event some time later.
     */
    WitnessedJvm awaitRecorded(int count, String type) throws IOException {
        try (Recordings recordings = new Recordings(jdk, this)) {
            await().atMost(PATIENCE)
                    .failFast("the JVM ended", () -> !process.isAlive())
                    .until(() -> recordings.count(FIRST_RECORDING, type) >= count);
        }
        return this;
    }

    /** Until the recording holds the kill of each of these processes. */
    WitnessedJvm awaitKillOf(Long... pids) throws IOException {
        try (Recordings recordings = new Recordings(jdk, this)) {
            await().atMost(PATIENCE)
                    .failFast("the JVM ended", () -> !process.isAlive())
                    .until(() -> recordings.pidsOfVictims(FIRST_RECORDING).containsAll(List.of(pids)));
        }
        return this;
    }

    /** Until the recording holds so many more events of this type than now. */
    WitnessedJvm awaitFurther(int more, String type) throws IOException, InterruptedException {
        int before;
        try (Recordings recordings = new Recordings(jdk, this)) {
            before = recordings.count(FIRST_RECORDING, type);
        }
        return awaitRecorded(before + more, type);
    }

    void say(String line) throws IOException {
        try {
            words.write(line + "\n");
            words.flush();
        } catch (IOException gone) {
            throw new IOException("the JVM is gone; it said:\n" + output(), gone);
        }
    }

    /** Lets the application end by itself and gives its exit code. */
    int exit(int code) throws IOException, InterruptedException {
        say("exit " + code);
        return awaitExit();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the JVM still runs:\n" + output());
        }
        return process.exitValue();
    }

    /** Ends it as nothing but SIGKILL can. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The recording, once the JVM has ended. */
    Path recordingFile() {
        if (recording == null) {
            throw new IllegalStateException("started without a recording");
        }
        return recording;
    }

    /** Events of one type, in the order of their time: the recording holds them in that of its buffers. */
    List<RecordedEvent> events(String type) throws IOException {
        List<RecordedEvent> events = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recordingFile())) {
            if (event.getEventType().getName().equals(type)) {
                events.add(event);
            }
        }
        events.sort(Comparator.comparing(RecordedEvent::getStartTime));
        return events;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        if (recording != null) {
            Files.deleteIfExists(recording);
        }
        if (ownCgroup != null) {
            ownCgroup.close();
        }
    }

    private void readOutput() {
        try (InputStream stream = process.getInputStream()) {
            byte[] buffer = new byte[4096];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            append("(output closed: " + closed.getMessage() + ")\n");
        }
    }

    private void append(String text) {
        synchronized (output) {
            output.append(text);
        }
    }

    /** How it is started. */
    static final class Builder {
        private final Jdk jdk;
        private final List<String> prefix = new ArrayList<>();
        private final List<String> flags = new ArrayList<>();
        private final List<String> classPath = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private String agentOptions = "";
        private String mainClass = WitnessedApplication.class.getName();
        private boolean agent = true;
        private Path agentJar = TestFiles.agentJar();
        private @Nullable MemoryCgroup cgroup;
        private @Nullable Path recording;
        private final ProcessBuilder process = new ProcessBuilder();

        private Builder(Jdk jdk) {
            this.jdk = jdk;
            classPath.add(TestFiles.testClasses());
        }

        /** Without this it gets a cgroup of its own, without a limit: beside another JVM of the tests it would stand by. */
        Builder in(MemoryCgroup memoryCgroup) {
            cgroup = memoryCgroup;
            return this;
        }

        /** What stands behind the jar in the flag. */
        Builder agentOptions(String options) {
            agentOptions = options;
            return this;
        }

        /** Another copy of the built jar. */
        Builder agentJar(Path copy) {
            agentJar = copy;
            return this;
        }

        Builder withoutAgent() {
            agent = false;
            return this;
        }

        Builder flags(String... more) {
            flags.addAll(Arrays.asList(more));
            return this;
        }

        /** A program that starts java, such as setpriv. */
        Builder through(String... program) {
            prefix.addAll(Arrays.asList(program));
            return this;
        }

        Builder classPath(String entry) {
            classPath.add(entry);
            return this;
        }

        Builder mainClass(String name) {
            mainClass = name;
            return this;
        }

        /** What main is called with. */
        Builder arguments(String... more) {
            arguments.addAll(Arrays.asList(more));
            return this;
        }

        Builder environment(String name, String value) {
            process.environment().put(name, value);
            return this;
        }

        /**
         * With a recording from the start, dumped at the end.
         *
         * @param settings further parts of the flag, such as {@code +oomwitness.ContainerMemory#period=100ms}
         */
        Builder recording(String... settings) {
            try {
                recording = Files.createTempFile("oomwitness", ".jfr");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            String more = settings.length == 0 ? "" : "," + String.join(",", settings);
            // The JVM's own events would take a guest seconds, and are not asked for there.
            String events = RungUnderTest.isForced() ? ",settings=none" : "";
            flags.add("-XX:StartFlightRecording:filename=" + recording + events + more);
            return this;
        }

        WitnessedJvm start() throws IOException {
            List<String> command = new ArrayList<>(prefix);
            command.add(jdk.java().toString());
            if (agent) {
                command.add("-javaagent:" + agentJar + (agentOptions.isEmpty() ? "" : "=" + agentOptions));
            }
            command.add("-Xmx64m");
            command.addAll(flags);
            command.addAll(List.of("-cp", String.join(":", classPath), mainClass));
            command.addAll(arguments);
            process.command(command).redirectErrorStream(true);
            if (cgroup != null) {
                return new WitnessedJvm(jdk, cgroup.start(process), recording, null);
            }
            MemoryCgroup own = MemoryCgroup.create("jvm");
            return new WitnessedJvm(jdk, own.start(process), recording, own);
        }
    }
}
