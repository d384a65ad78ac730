// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident size of this JVM, from /proc/self/smaps_rollup's cheap cousin /proc/self/status. */
public final class ResidentSizeReader {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String KEY = "VmRSS:";

    /** Bytes; -1 where /proc does not tell. */
    public long read() {
        try {
            return parse(Files.readString(STATUS, StandardCharsets.ISO_8859_1));
        } catch (IOException hidden) {
            return -1;
        }
    }

    static long parse(String status) {
        int start = status.indexOf(KEY);
        int end = start < 0 ? -1 : status.indexOf(" kB", start);
        if (end < 0) {
            return -1;
        }
        try {
            return Long.parseLong(status.substring(start + KEY.length(), end).trim()) * 1024;
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }
}
