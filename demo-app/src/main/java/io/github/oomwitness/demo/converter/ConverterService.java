// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service: {@code POST /convert?name=x.md} with a Markdown document answers 200 and HTML, or 500 and the converter's exit code.
 *
 * <p>It listens on the loopback address until it is terminated.
 */
public final class ConverterService implements AutoCloseable {
    /** What it prints when it is ready, followed by its address. */
    public static final String READY = "listening on ";

    private static final int WORKERS = 4;

    private final HttpServer server;
    private final ExecutorService workers;

    private ConverterService(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /** Starts the service; the one optional argument is its port, 0 for any that is free. */
    public static void main(String[] arguments) throws IOException {
        ConverterService service = start(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]));
        System.out.println(READY + service.address());
    }

    /** Starts the service on this port, 0 for any that is free. */
    public static ConverterService start(int port) throws IOException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService workers =
                Executors.newFixedThreadPool(WORKERS, task -> new Thread(task, "convert-" + number.incrementAndGet()));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/convert", ConverterService::convert);
        server.setExecutor(workers);
        server.start();
        return new ConverterService(server, workers);
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void convert(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                convertDocument(exchange);
            } else {
                answer(exchange, 405, "text/plain", "POST a document".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void convertDocument(HttpExchange exchange) throws IOException {
        try {
            byte[] html = ConverterProcess.convert(exchange.getRequestBody().readAllBytes());
            answer(exchange, 200, "text/html", html);
        } catch (ConversionFailedException failure) {
            System.err.println(exchange.getRequestURI() + ": " + failure.reason());
            answer(exchange, 500, "text/plain", failure.reason().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
