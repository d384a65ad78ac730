// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.service;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;

/** Takes what the service prints: all of it goes into a file, and one line says where it listens. */
final class ServiceOutput {
    private final CompletableFuture<String> firstMatch = new CompletableFuture<>();

    private ServiceOutput() {}

    /** The future is the text after the prefix in the first line that has it; it fails when the output ends without. */
    static CompletableFuture<String> follow(Process process, Path log, String prefix) {
        ServiceOutput output = new ServiceOutput();
        Thread reader = new Thread(() -> output.copy(process, log, prefix), "service-output");
        reader.setDaemon(true);
        reader.start();
        return output.firstMatch;
    }

    private void copy(Process process, Path log, String prefix) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                if (line.startsWith(prefix)) {
                    firstMatch.complete(line.substring(prefix.length()));
                }
            }
            firstMatch.completeExceptionally(new EOFException("no line began with " + prefix));
        } catch (IOException failure) {
            firstMatch.completeExceptionally(new UncheckedIOException(failure));
        }
    }
}
