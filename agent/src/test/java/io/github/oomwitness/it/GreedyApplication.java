// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes memory outside of the heap, on a thread that has a name. */
public final class GreedyApplication {
    static final String THREAD = "greedy-thread";
    private static final int MIB = 1 << 20;
    private static final int PAGE = 4096;
    private static final List<ByteBuffer> TAKEN = new ArrayList<>();

    private GreedyApplication() {}

    /** Reads words from standard input: {@code take MIB} takes so much and says when it has, {@code exit CODE} ends it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println(WitnessedApplication.RUNNING);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            List<String> word = List.of(line.split(" ", -1));
            switch (word.get(0)) {
                case "take" -> takeOnItsThread(Integer.parseInt(word.get(1)));
                case "exit" -> System.exit(Integer.parseInt(word.get(1)));
                default -> System.out.println("unknown word " + word.get(0));
            }
        }
    }

    private static void takeOnItsThread(int mebibytes) throws InterruptedException {
        Thread thread = new Thread(() -> take(mebibytes), THREAD);
        thread.setDaemon(true);
        thread.start();
    }

    /** Lives on, so that whoever tells of the kill meets it. */
    private static void take(int mebibytes) {
        for (int count = 0; count < mebibytes; count++) {
            ByteBuffer memory = ByteBuffer.allocateDirect(MIB);
            for (int offset = 0; offset < MIB; offset += PAGE) {
                memory.put(offset, (byte) 1);
            }
            TAKEN.add(memory);
        }
        System.out.println("taken " + mebibytes);
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }
}
