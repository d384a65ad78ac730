// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Huge pages that the kernel sets aside for the bench, and gets back when it ends. */
final class HugePages {
    /** Of 2 MiB each: what {@link Round} has a process hold. */
    static final int OF_A_ROUND = 8;

    static final int MEBIBYTES_OF_A_ROUND = 2 * OF_A_ROUND;

    private static final Path COUNT = Path.of("/proc/sys/vm/nr_hugepages");

    private HugePages() {}

    /** So many more than there are, as far as the kernel has them in one piece; none where it has no huge pages. */
    static void reserve(int pages) throws IOException {
        if (!Files.isWritable(COUNT)) {
            return;
        }
        int before = count();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> restore(before), "give back huge pages"));
        Files.writeString(COUNT, Integer.toString(before + pages));
    }

    /** At one read: the kernel tells its number once, however few bytes of it were asked for. */
    private static int count() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(COUNT)) {
            return Integer.parseInt(reader.readLine().strip());
        }
    }

    private static void restore(int before) {
        try {
            Files.writeString(COUNT, Integer.toString(before));
        } catch (IOException kept) {
            System.err.println("bench near-oom: " + COUNT + " is no longer " + before + ": " + kept.getMessage());
        }
    }
}
