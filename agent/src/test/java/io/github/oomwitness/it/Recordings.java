// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Recordings of a running JVM, handled from outside as an operator does it: with jcmd. */
final class Recordings implements AutoCloseable {
    private final Jdk jdk;
    private final WitnessedJvm jvm;
    private final Path directory;

    Recordings(Jdk jdk, WitnessedJvm jvm) throws IOException {
        this.jdk = jdk;
        this.jvm = jvm;
        this.directory = Files.createTempDirectory("recordings");
    }

    void start(String name) throws IOException, InterruptedException {
        jcmd("JFR.start", "name=" + name);
    }

    void stop(String name) throws IOException, InterruptedException {
        jcmd("JFR.stop", "name=" + name);
    }

    /** What a recording holds of a type by now. */
    List<RecordedEvent> events(String name, String type) throws IOException, InterruptedException {
        Path dump = directory.resolve(name + "-" + System.nanoTime() + ".jfr");
        jcmd("JFR.dump", "name=" + name, "filename=" + dump);
        List<RecordedEvent> events = new ArrayList<>();
        if (!Files.exists(dump)) {
            // Nothing has been written yet.
            return events;
        }
        for (RecordedEvent event : RecordingFile.readAllEvents(dump)) {
            if (event.getEventType().getName().equals(type)) {
                events.add(event);
            }
        }
        Files.delete(dump);
        return events;
    }

    int count(String name, String type) throws IOException, InterruptedException {
        return events(name, type).size();
    }

    List<Long> pidsOfVictims(String name) throws IOException, InterruptedException {
        return events(name, "oomwitness.OomKill").stream()
                .map(event -> event.getLong("victimPid"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(directory);
    }

    private void jcmd(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.tool("jcmd").toString(), Long.toString(jvm.pid())));
        command.addAll(List.of(arguments));
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }
}
