// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What of a process is in memory, as {@code /proc/PID/status} and {@code smaps_rollup} have it; bytes. */
final class ResidentMemory {
    private ResidentMemory() {}

    static long of(long pid) throws IOException {
        return line(pid, "status", "VmRSS:");
    }

    static long anonymousOf(long pid) throws IOException {
        return line(pid, "status", "RssAnon:");
    }

    static long transparentHugeOf(long pid) throws IOException {
        return line(pid, "smaps_rollup", "AnonHugePages:");
    }

    /** In huge pages that were set aside, mapped by it alone or more than once. */
    static long setAsideOf(long pid) throws IOException {
        return line(pid, "smaps_rollup", "Private_Hugetlb:") + line(pid, "smaps_rollup", "Shared_Hugetlb:");
    }

    private static long line(long pid, String file, String name) throws IOException {
        String text = Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.UTF_8);
        String line = text.lines()
                .filter(candidate -> candidate.startsWith(name))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
}
