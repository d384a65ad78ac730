// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The child process: reads one Markdown document on standard input, writes it as HTML on standard output. */
public final class DocumentConverter {
    /** The kernel's name of the process, at most 15 bytes; it would be "java" otherwise. */
    static final String PROCESS_NAME = "doc-converter";

    private DocumentConverter() {}

    /** Exits with 0 once the whole document is written, with 1 if there is something wrong with it. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of("/proc/self/comm"), PROCESS_NAME);
        String document = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        try {
            String html = page(Markdown.toHtml(document, new EmbeddedImages()));
            System.out.write(html.getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        } catch (IllegalArgumentException broken) {
            System.err.println(PROCESS_NAME + ": " + broken.getMessage());
            System.exit(1);
        }
    }

    private static String page(String body) {
        return "<!doctype html>\n<meta charset=\"utf-8\">\n" + body;
    }
}
