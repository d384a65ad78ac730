// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A process to attach to, as it can be seen from outside before it is disturbed.
 *
 * @param evidence whether it is a JVM
 * @param perfData what it tells of itself; null where that cannot be read
 * @param listens whether it has opened its socket for an attach already
 * @param seesJar false where it certainly finds nothing at the path of the agent's jar
 */
record Target(
        ProcessFacts facts, JvmEvidence evidence, @Nullable PerfData perfData, boolean listens, boolean seesJar) {

    /** Null where there is no such process. */
    static @Nullable Target read(int pid, Path jar) {
        ProcessFacts facts = ProcessFacts.read(pid);
        if (facts == null) {
            return null;
        }
        Path perfDataFile = PerfDataFile.find(facts);
        Path root = Path.of("/proc", Integer.toString(pid), "root");
        return new Target(
                facts,
                JvmEvidence.of(facts, perfDataFile),
                PerfDataFile.read(perfDataFile),
                Files.exists(root.resolve("tmp/.java_pid" + facts.innermostPid())),
                seesJar(root, jar));
    }

    /** Whether an attempt to attach reaches it without doing harm. */
    boolean isReady() {
        return listens || facts.catchesQuit();
    }

    /** True also where its root cannot be looked through: then the attempt will tell. */
    private static boolean seesJar(Path root, Path jar) {
        return !Files.notExists(root.resolve(jar.toString().substring(1)));
    }
}
