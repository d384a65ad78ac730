// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/** Writes files faster than a disk takes them, so that a thread at a full limit waits for its own pages to be written. */
public final class WritingApplication {
    /** The line that says how long the calls of write(2) have taken, in nanoseconds: in all, and the longest. */
    static final Pattern WROTE = Pattern.compile("write took (\\d+) ns in all, (\\d+) ns at most");

    private static final int CHUNK = 1 << 20;

    private WritingApplication() {}

    /**
     * Reads words from standard input: {@code write THREAD FILE MEBIBYTES} has a thread of that name write a file and waits for
     * it, {@code exit CODE} ends it.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println(WitnessedApplication.RUNNING);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            List<String> word = List.of(line.split(" ", -1));
            switch (word.get(0)) {
                case "write" -> writeOn(word.get(1), Path.of(word.get(2)), Integer.parseInt(word.get(3)));
                case "exit" -> System.exit(Integer.parseInt(word.get(1)));
                default -> System.out.println("unknown word " + word.get(0));
            }
        }
    }

    private static void writeOn(String threadName, Path file, int mebibytes) throws InterruptedException {
        Thread thread = new Thread(
                () -> {
                    try {
                        write(file, mebibytes);
                    } catch (IOException failure) {
                        System.out.println("not written: " + failure);
                    }
                },
                threadName);
        thread.start();
        thread.join();
    }

    private static void write(Path file, int mebibytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        long inAll = 0;
        long longest = 0;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int written = 0; written < mebibytes; written++) {
                chunk.clear();
                long before = System.nanoTime();
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
                long took = System.nanoTime() - before;
                inAll += took;
                longest = Math.max(longest, took);
            }
        }
        System.out.println("write took " + inAll + " ns in all, " + longest + " ns at most");
    }
}
