// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Uses up what its JVM may have, and gives it back: the agent has to live with what is left. */
public final class StarvedApplication {
    static final String DESCRIPTORS_GONE = "no descriptor is left";
    static final String THREADS_GONE = "no thread is left";
    static final String HEAP_GONE = "the heap was exhausted";
    static final String RELEASED = "all is given back";

    private static final int LARGEST_CHUNK = 1 << 20;
    private static final int SMALLEST_CHUNK = 16;
    private static final long HELD_NANOS = 200_000_000;

    private final List<FileInputStream> descriptors = new ArrayList<>();
    private CountDownLatch threadsMayEnd = new CountDownLatch(1);

    private StarvedApplication() {}

    /**
     * Reads words from standard input: {@code descriptors}, {@code threads} and {@code heap TIMES} use these up, {@code release}
     * gives back what is still held, {@code exit CODE} ends it.
     */
    public static void main(String[] arguments) throws IOException {
        System.out.println(WitnessedApplication.RUNNING);
        StarvedApplication application = new StarvedApplication();
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            List<String> word = List.of(line.split(" ", -1));
            switch (word.get(0)) {
                case "descriptors" -> application.useUpDescriptors();
                case "threads" -> application.useUpThreads();
                case "heap" -> exhaustHeap(Integer.parseInt(word.get(1)));
                case "release" -> application.release();
                case "exit" -> System.exit(Integer.parseInt(word.get(1)));
                default -> System.out.println("unknown word " + word.get(0));
            }
        }
    }

    private void useUpDescriptors() {
        try {
            while (true) {
                descriptors.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException noneLeft) {
            System.out.println(DESCRIPTORS_GONE);
        }
    }

    private void useUpThreads() {
        CountDownLatch mayEnd = threadsMayEnd;
        try {
            while (true) {
                Thread thread = new Thread(null, () -> await(mayEnd), "idle", 128 * 1024);
                thread.setDaemon(true);
                thread.start();
            }
        } catch (OutOfMemoryError noneLeft) {
            System.out.println(THREADS_GONE);
        }
    }

    private void release() throws IOException {
        threadsMayEnd.countDown();
        threadsMayEnd = new CountDownLatch(1);
        for (FileInputStream descriptor : descriptors) {
            descriptor.close();
        }
        descriptors.clear();
        System.out.println(RELEASED);
    }

    private static void exhaustHeap(int times) {
        for (int time = 0; time < times; time++) {
            fillHeap();
        }
        System.out.println(HEAP_GONE);
    }

    /** To the last few bytes, again and again for a while, so that whoever else wants some meets an OutOfMemoryError too. */
    private static void fillHeap() {
        Object[] held = null;
        int size = LARGEST_CHUNK;
        long deadline = System.nanoTime() + HELD_NANOS;
        while (size >= SMALLEST_CHUNK || System.nanoTime() < deadline) {
            try {
                held = new Object[] {held, new byte[size]};
            } catch (OutOfMemoryError full) {
                size = Math.max(size / 2, SMALLEST_CHUNK / 2);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
