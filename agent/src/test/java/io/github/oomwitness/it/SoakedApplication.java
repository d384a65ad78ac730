// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Idles beside the agent, and gives account of what its JVM holds when asked. */
public final class SoakedApplication {
    static final String ACCOUNT = "account: ";

    private SoakedApplication() {}

    /** Reads words from standard input: {@code account} prints it, {@code exit CODE} ends it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(WitnessedApplication.RUNNING);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            List<String> word = List.of(line.split(" ", -1));
            switch (word.get(0)) {
                case "account" -> System.out.println(ACCOUNT + classes() + " " + allocatedBySampler());
                case "exit" -> System.exit(Integer.parseInt(word.get(1)));
                default -> System.out.println("unknown word " + word.get(0));
            }
        }
    }

    private static int classes() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private static long allocatedBySampler() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("oomwitness-sampler")) {
                return threads.getThreadAllocatedBytes(thread.getThreadId());
            }
        }
        throw new IllegalStateException("no thread oomwitness-sampler");
    }
}
