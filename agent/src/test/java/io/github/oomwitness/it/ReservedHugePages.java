// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Huge pages that the kernel sets aside for a test, and gets back at its end. */
final class ReservedHugePages implements AutoCloseable {
    private static final Path COUNT = Path.of("/proc/sys/vm/nr_hugepages");
    private static final Path COMPACTION = Path.of("/proc/sys/vm/compact_memory");

    private final int before;

    private ReservedHugePages(int before) {
        this.before = before;
    }

    /** So many more than there are, or as many as the kernel finds memory for in one piece. */
    static ReservedHugePages more(int pages) throws IOException {
        int before = count();
        Files.writeString(COMPACTION, "1");
        Files.writeString(COUNT, Integer.toString(before + pages));
        return new ReservedHugePages(before);
    }

    int pages() throws IOException {
        return count() - before;
    }

    /** At one read: the kernel tells its number once, however few bytes of it were asked for. */
    private static int count() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(COUNT)) {
            return Integer.parseInt(reader.readLine().strip());
        }
    }

    @Override
    public void close() throws IOException {
        Files.writeString(COUNT, Integer.toString(before));
    }
}
