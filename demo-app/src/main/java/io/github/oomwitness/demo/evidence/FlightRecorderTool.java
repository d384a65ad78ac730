// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JDK's jfr tool, if this Java has it; a runtime image may not. */
public final class FlightRecorderTool {
    private static final Path TOOL = Path.of(System.getProperty("java.home"), "bin", "jfr");

    private FlightRecorderTool() {}

    /** What one would type. */
    public static String command(String events, Path recording) {
        return "jfr print --events " + events + " " + recording;
    }

    /** What one would see; the recording's own event as text where there is no such tool, which is the same. */
    public static List<String> print(KillEvent event, Path recording) throws IOException, InterruptedException {
        if (!Files.isExecutable(TOOL)) {
            return event.toString().lines().toList();
        }
        Process process = new ProcessBuilder(TOOL.toString(), "print", "--events", KillEvent.TYPE, recording.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(TOOL + " failed: " + output);
        }
        return output.strip().lines().toList();
    }
}
