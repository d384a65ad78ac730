// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The classes that a JVM holds, as it says itself when it is asked from outside with jcmd.
 *
 * @param total of all loaders
 * @param loadersOfTheAgent how many isolated loaders there are
 */
record LoadedClasses(int total, int loadersOfTheAgent) {
    /**
     * The JVM itself loads some now and then, such as for JFR's next chunk. What grows does so by more: Flight Recorder
     * makes a class for each event class, and a loader of the agent has some hundred.
     */
    private static final int PER_ROUND = 5;

    private static final String LOADER = "io.github.oomwitness.entry.IsolatedLoader";

    static LoadedClasses of(Jdk jdk, WitnessedJvm jvm) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(jdk.tool("jcmd").toString(), Long.toString(jvm.pid()), "VM.classloader_stats")
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd failed: " + output);
        }
        return new LoadedClasses(total(output), (int)
                output.lines().filter(line -> line.contains(LOADER)).count());
    }

    /** Whether what was done so many times meanwhile has left no classes behind. */
    void assertNoGrowthSince(LoadedClasses then, int rounds) {
        assertThat(loadersOfTheAgent).isOne();
        assertThat(total).isLessThan(then.total() + PER_ROUND * rounds);
    }

    /** Of the line {@code Total = LOADERS CLASSES BYTES BYTES}. */
    private static int total(String output) {
        List<String> words = output.lines()
                .filter(line -> line.startsWith("Total = "))
                .map(line -> Arrays.asList(line.split("\\s+", -1)))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(words.get(3));
    }
}
