// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.testbed.KernelKill;
import java.util.List;
import java.util.Optional;

/**
 * How a service ended that kept what it should have let go of.
 *
 * @param exitCode as a shell reports it
 * @param kill of this process, by the kernel's log; empty where it ended by itself
 * @param lines all that it printed
 */
record PictureRun(long pid, int exitCode, Optional<KernelKill> kill, List<String> lines) {
    private static final String AGENT = "[oomwitness] ";

    PictureRun {
        lines = List.copyOf(lines);
    }

    /** What the agent said, without its prefix, of this kind. */
    Optional<String> agentLine(String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(AGENT + beginning))
                .map(line -> line.substring(AGENT.length()))
                .findFirst();
    }

    /** What it said itself. */
    List<String> ownLines() {
        return lines.stream().filter(line -> !line.startsWith(AGENT)).toList();
    }

    /** The last of that which is none of the JVM's warnings of native access. */
    String lastWords() {
        return ownLines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING: "))
                .reduce((earlier, later) -> later)
                .orElse("none");
    }
}
