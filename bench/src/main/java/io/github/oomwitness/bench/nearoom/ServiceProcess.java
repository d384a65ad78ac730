// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@link Service}, seen from outside: what it has recorded so far outlives it. */
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final Thread listener;
    private final List<RecordedReading> readings = new ArrayList<>();

    private ServiceProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.listener = new Thread(this::listen, "recorded by " + process.pid());
        listener.setDaemon(true);
        listener.start();
    }

    static ServiceProcess start(MemoryCgroup cgroup, Draw draw) throws IOException {
        Path errors = Files.createTempFile("near-oom", ".err");
        ProcessBuilder builder = new ProcessBuilder(
                        draw.jdk().java().toString(),
                        "-XX:+Use" + draw.collector().replace("GC", "") + "GC",
                        "-Xmx" + draw.heapMax(),
                        "-Xms" + draw.heapMin(),
                        "-Xss512k",
                        "-XX:MaxDirectMemorySize=16g",
                        "-XX:ReservedCodeCacheSize=32m",
                        "-XX:CompressedClassSpaceSize=1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName())
                .redirectError(errors.toFile());
        return new ServiceProcess(cgroup.start(builder), errors);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void say(String command) throws IOException {
        try {
            process.outputWriter(StandardCharsets.US_ASCII).write(command + "\n");
            process.outputWriter(StandardCharsets.US_ASCII).flush();
        } catch (IOException gone) {
            throw new IOException("the service is gone: " + complaint(), gone);
        }
    }

    @Nullable
    RecordedReading newest() {
        synchronized (readings) {
            return readings.isEmpty() ? null : readings.get(readings.size() - 1);
        }
    }

    /** Those of that time, without the first: what it tells may have been read before. */
    List<RecordedReading> readings(long from, long until) {
        synchronized (readings) {
            return readings.stream()
                    .filter(reading -> reading.pressure().timeNanos() >= from
                            && reading.pressure().timeNanos() < until)
                    .skip(1)
                    .toList();
        }
    }

    /** Kills it if need be, and waits for the last of what it recorded. */
    void end() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
        listener.join(10_000);
    }

    /** How it ended. */
    String complaint() {
        String said = "";
        try {
            said = Files.readString(errors).strip();
        } catch (IOException unreadable) {
            said = unreadable.toString();
        }
        return (process.isAlive() ? "it lives" : "exit status " + process.exitValue()) + " " + said;
    }

    @Override
    public void close() throws IOException {
        try {
            end();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(errors);
    }

    private void listen() {
        try (DataInputStream stream = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                RecordedReading reading = RecordedReading.read(stream);
                synchronized (readings) {
                    readings.add(reading);
                }
            }
        } catch (EOFException end) {
            // It has ended, or was killed: whatever it had written is here.
        } catch (IOException broken) {
            // The same, in the middle of a reading.
        }
    }
}
