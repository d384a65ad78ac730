// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What the agent rides on in these tests: says that it runs, obeys a few words, and ends with the code it is told. */
public final class WitnessedApplication {
    static final String RUNNING = "application runs";

    private static final int KILLED = 128 + 9;

    /** Of a child that was killed; only main's thread asks for it. */
    private static @Nullable Thread starter;

    private WitnessedApplication() {}

    /**
     * Reads words from standard input: {@code exit CODE} ends it, {@code start COMMAND...} starts a child and waits for its
     * end, {@code start-on THREAD COMMAND...} does so on a thread of that name, which outlives a child that was killed until the
     * next word, {@code start-and-kill COMMAND...} kills it at once, {@code return} leaves main, so that only daemon threads are left.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println(RUNNING);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            dismissStarter();
            List<String> word = List.of(line.split(" ", -1));
            switch (word.get(0)) {
                case "exit" -> System.exit(Integer.parseInt(word.get(1)));
                case "start" -> runChild(word.subList(1, word.size()));
                case "start-on" -> runChildOn(word.get(1), word.subList(2, word.size()));
                case "start-and-kill" -> killChild(word.subList(1, word.size()));
                case "return" -> {
                    return;
                }
                default -> System.out.println("unknown word " + word.get(0));
            }
        }
    }

    private static void runChildOn(String threadName, List<String> command) throws InterruptedException {
        CountDownLatch childEnded = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        int exitCode = runChild(command);
                        childEnded.countDown();
                        if (exitCode == KILLED) {
                            // Who tells of the kill is to meet the thread alive, however late it comes.
                            new CountDownLatch(1).await();
                        }
                    } catch (IOException failure) {
                        System.out.println("no child: " + failure);
                    } catch (InterruptedException dismissed) {
                        // By the next word.
                    } finally {
                        childEnded.countDown();
                    }
                },
                threadName);
        starter = thread;
        thread.setDaemon(true);
        thread.start();
        childEnded.await();
    }

    private static void dismissStarter() throws InterruptedException {
        if (starter != null) {
            starter.interrupt();
            starter.join();
            starter = null;
        }
    }

    private static void killChild(List<String> command) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(command).start();
        System.out.println("child " + child.pid() + " exited with "
                + child.destroyForcibly().waitFor());
    }

    private static int runChild(List<String> command) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(command).inheritIO().start();
        int exitCode = child.waitFor();
        System.out.println("child " + child.pid() + " exited with " + exitCode);
        return exitCode;
    }
}
