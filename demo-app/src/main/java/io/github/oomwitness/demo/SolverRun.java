// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.testbed.Hog;
import java.util.List;
import java.util.Optional;

/**
 * What came of a process that needed memory beside a heap of garbage.
 *
 * @param usageBefore of the container before it started, bytes
 * @param exitCode as a shell reports it
 * @param kills in this container, by the kernel's log
 * @param agentLines what the agent said, without its prefix
 */
record SolverRun(long usageBefore, int exitCode, int kills, List<String> agentLines) {
    SolverRun {
        agentLines = List.copyOf(agentLines);
    }

    boolean wasKilled() {
        return exitCode == Hog.KILLED && kills > 0;
    }

    boolean survived() {
        return exitCode == 0 && kills == 0;
    }

    /** The first line that begins so. */
    Optional<String> line(String beginning) {
        return agentLines.stream().filter(line -> line.startsWith(beginning)).findFirst();
    }

    /** The last line that begins so. */
    Optional<String> lastLine(String beginning) {
        return agentLines.stream().filter(line -> line.startsWith(beginning)).reduce((earlier, later) -> later);
    }
}
