// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.terminal.Terminal;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a scenario has to work with.
 *
 * @param agent the agent's jar; empty to go without
 * @param directory for recordings and logs, empty at the start
 */
record Stage(Terminal terminal, Optional<Path> agent, Path directory) {

    /** A cgroup with this limit and no swap, which is gone at the end of the JVM at the latest. */
    MemoryCgroup container(long limit) throws UnmetNeedException {
        try {
            MemoryCgroup cgroup = MemoryCgroup.create("oomwitness-demo").limitTo(limit);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(cgroup), "remove-cgroup"));
            return cgroup;
        } catch (IOException refusal) {
            throw new UnmetNeedException(refusal);
        }
    }

    private static void remove(MemoryCgroup cgroup) {
        try {
            cgroup.close();
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
        }
    }

    KernelLog kernelLog() throws UnmetNeedException {
        try {
            return KernelLog.open();
        } catch (IOException refusal) {
            throw new UnmetNeedException(refusal);
        }
    }
}
