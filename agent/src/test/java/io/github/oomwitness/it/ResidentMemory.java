// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What of a process is in memory, as {@code /proc/PID/status} has it; bytes. */
final class ResidentMemory {
    private ResidentMemory() {}

    static long of(long pid) throws IOException {
        return line(pid, "VmRSS:");
    }

    static long anonymousOf(long pid) throws IOException {
        return line(pid, "RssAnon:");
    }

    private static long line(long pid, String name) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"), StandardCharsets.UTF_8);
        String line = status.lines()
                .filter(candidate -> candidate.startsWith(name))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
}
