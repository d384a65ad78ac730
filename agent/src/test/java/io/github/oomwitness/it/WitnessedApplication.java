// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the agent rides on in these tests: says that it runs, obeys a few words, and ends with the code it is told. */
public final class WitnessedApplication {
    static final String RUNNING = "application runs";

    private WitnessedApplication() {}

    /**
     * Reads words from standard input: {@code exit CODE} ends it, {@code start COMMAND...} starts a child and waits for its
     * end, {@code start-on THREAD COMMAND...} does so on a thread of that name, {@code return} leaves main, so that only daemon threads are left.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println(RUNNING);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            List<String> word = List.of(line.split(" ", -1));
            switch (word.get(0)) {
                case "exit" -> System.exit(Integer.parseInt(word.get(1)));
                case "start" -> runChild(word.subList(1, word.size()));
                case "start-on" -> runChildOn(word.get(1), word.subList(2, word.size()));
                case "return" -> {
                    return;
                }
                default -> System.out.println("unknown word " + word.get(0));
            }
        }
    }

    private static void runChildOn(String threadName, List<String> command) throws InterruptedException {
        Thread thread = new Thread(
                () -> {
                    try {
                        runChild(command);
                    } catch (IOException | InterruptedException failure) {
                        System.out.println("no child: " + failure);
                    }
                },
                threadName);
        thread.start();
        thread.join();
    }

    private static void runChild(List<String> command) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(command).inheritIO().start();
        System.out.println("child " + child.pid() + " exited with " + child.waitFor());
    }
}
