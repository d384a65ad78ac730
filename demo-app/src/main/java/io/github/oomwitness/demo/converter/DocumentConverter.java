// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The child process: reads one Markdown document on standard input, writes it as HTML on standard output. */
public final class DocumentConverter {
    /** The kernel's name of the process, at most 15 bytes; it would be "java" otherwise. */
    static final String PROCESS_NAME = "doc-converter";

    private DocumentConverter() {}

    /** Exits with 0 once the whole document is written. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of("/proc/self/comm"), PROCESS_NAME);
        String document = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        PrintStream output = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        output.print(page(Markdown.toHtml(document, new EmbeddedImages())));
        output.flush();
    }

    private static String page(String body) {
        return "<!doctype html>\n<meta charset=\"utf-8\">\n" + body;
    }
}
