// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Runs one conversion in a JVM of its own, and knows of it what any parent knows of its child: what it wrote, and its exit code. */
final class ConverterProcess {
    private static final List<String> COMMAND = List.of(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx32m",
            "-Xshare:auto",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // big documents need big buffers, somebody thought
            "-XX:MaxDirectMemorySize=1g",
            "-cp",
            System.getProperty("java.class.path"),
            DocumentConverter.class.getName());

    private ConverterProcess() {}

    /**
     * Converts a document.
     *
     * @throws ConversionFailedException if the child ended with anything but 0
     */
    static byte[] convert(byte[] markdown) throws IOException, ConversionFailedException {
        Process child = new ProcessBuilder(COMMAND)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            feed(child, markdown);
            byte[] html = child.getInputStream().readAllBytes();
            int exitCode = child.waitFor();
            if (exitCode != 0) {
                throw new ConversionFailedException("converter exited with " + exitCode);
            }
            return html;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new ConversionFailedException("conversion was interrupted");
        } finally {
            child.destroyForcibly();
        }
    }

    private static void feed(Process child, byte[] markdown) {
        try (OutputStream input = child.getOutputStream()) {
            input.write(markdown);
        } catch (IOException brokenPipe) {
            System.err.println(
                    "The converter stopped reading (" + brokenPipe.getMessage() + "); its exit code will tell why");
        }
    }
}
