// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Swap that this machine has for as long as it is open: a file of its own. */
public final class SwapFile implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;

    private final Path file;

    private SwapFile(Path file) {
        this.file = file;
    }

    /**
     * Makes it and has the kernel use it.
     *
     * @param directory on a disk's file system: the kernel takes no file with holes, and none of a tmpfs
     * @throws IOException where mkswap(8) or swapon(8) is missing or refuses
     */
    public static SwapFile open(Path directory, int mebibytes) throws IOException {
        Path file = Files.createTempFile(
                directory,
                "swap",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            byte[] zeros = new byte[MEBIBYTE];
            try (OutputStream stream = Files.newOutputStream(file)) {
                for (int i = 0; i < mebibytes; i++) {
                    stream.write(zeros);
                }
            }
            run("/sbin/mkswap", file);
            run("/sbin/swapon", file);
            return new SwapFile(file);
        } catch (IOException refused) {
            Files.delete(file);
            throw refused;
        }
    }

    /** Bytes of it that are in use. */
    public long used() throws IOException {
        // Filename, Type, Size, Used, Priority; sizes in KiB.
        return Files.readAllLines(Path.of("/proc/swaps")).stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words[0].equals(file.toString()))
                .mapToLong(words -> Long.parseLong(words[3]) * 1024)
                .sum();
    }

    /** What is in it comes back into memory first. */
    @Override
    public void close() throws IOException {
        run("/sbin/swapoff", file);
        Files.delete(file);
    }

    private static void run(String program, Path file) throws IOException {
        Process process = new ProcessBuilder(program, file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // It has closed its output: that is the end of it.
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException(program + " " + file + ": " + output.strip());
        }
    }
}
