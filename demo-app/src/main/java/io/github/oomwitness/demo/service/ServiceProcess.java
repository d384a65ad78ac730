// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.service;

import io.github.oomwitness.demo.converter.ConverterService;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The converter service in a cgroup, recorded by Flight Recorder, with the agent if there is one. */
public final class ServiceProcess implements AutoCloseable {
    /** All of it is there from the start: a service that asks for no new page while its child is dying is in less danger itself. */
    private static final List<String> HEAP = List.of("-Xms32m", "-Xmx32m", "-XX:+AlwaysPreTouch");

    /** Ten seconds are long in a demo. */
    private static final String FREQUENT_PROCESS_TABLES = ",+oomwitness.ProcessMemory#period=1s";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final URI address;
    private final Optional<URI> metersAddress;
    private final Path recording;
    private final ProgramLog log;
    private final Instant readyAt;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private ServiceProcess(Process process, URI address, Optional<URI> metersAddress, Path recording, ProgramLog log) {
        this.process = process;
        this.address = address;
        this.metersAddress = metersAddress;
        this.recording = recording;
        this.log = log;
        this.readyAt = Instant.now();
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param agent the agent's jar; empty to go without
     * @param directory where its log and its recording go
     */
    public static ServiceProcess start(MemoryCgroup cgroup, Optional<Path> agent, Path directory)
            throws IOException, InterruptedException {
        Path recording = directory.resolve("converter.jfr");
        Path log = directory.resolve("converter.log");
        int metersPort = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:StartFlightRecording:dumponexit=true,filename=" + recording
                        + agent.map(jar -> FREQUENT_PROCESS_TABLES).orElse("")));
        command.addAll(HEAP);
        agent.ifPresent(jar -> command.add("-javaagent:" + jar + "=prometheus=127.0.0.1:" + metersPort));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ConverterService.class.getName(), "0"));

        ProgramLog output = ProgramLog.fromNowOn(log);
        Process process = cgroup.start(new ProcessBuilder(command).redirectErrorStream(true));
        URI address = awaitReady(process, log);
        return new ServiceProcess(
                process,
                address,
                agent.map(jar -> URI.create("http://127.0.0.1:" + metersPort + "/metrics")),
                recording,
                output);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static URI awaitReady(Process process, Path log) throws IOException, InterruptedException {
        try {
            return URI.create(ServiceOutput.follow(process, log, ConverterService.READY)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException failure) {
            process.destroyForcibly();
            throw new IOException("The service ended before it was ready; its output is in " + log, failure);
        } catch (TimeoutException failure) {
            process.destroyForcibly();
            throw new IOException(
                    "The service was not ready after " + PATIENCE.toSeconds() + " s; its output is in " + log, failure);
        }
    }

    public long pid() {
        return process.pid();
    }

    public ProgramLog log() {
        return log;
    }

    public Instant readyAt() {
        return readyAt;
    }

    /** Sends it a document. */
    public Answer convert(String name, String markdown) throws IOException, InterruptedException {
        URI target = address.resolve("/convert?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        Instant asked = Instant.now();
        long started = System.nanoTime();
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(target)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(markdown))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), asked, Duration.ofNanos(System.nanoTime() - started));
    }

    /** Where Prometheus would scrape it; empty without the agent. */
    public Optional<URI> metersAddress() {
        return metersAddress;
    }

    /** What a scrape gives now, line by line; nothing without the agent, or while it does not answer yet. */
    public List<String> scrape() throws IOException, InterruptedException {
        if (metersAddress.isEmpty()) {
            return List.of();
        }
        HttpRequest request =
                HttpRequest.newBuilder(metersAddress.get()).timeout(PATIENCE).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .toList();
        } catch (ConnectException notYet) {
            return List.of();
        }
    }

    /** Ends it as an orchestrator would, with SIGTERM, upon which it writes its recording. */
    public Path stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("The service has not ended " + PATIENCE.toSeconds() + " s after SIGTERM");
        }
        return recording;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
