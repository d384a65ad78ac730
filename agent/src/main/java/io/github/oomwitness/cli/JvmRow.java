// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.cgroup.CgroupLocator;
import io.github.oomwitness.cgroup.CgroupLookup;
import io.github.oomwitness.cgroup.CgroupReader;
import io.github.oomwitness.process.JavaLauncher;
import io.github.oomwitness.text.ByteText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JVM in the list.
 *
 * @param user by name, or number
 * @param memoryLimit the tightest of its cgroup and those above it, for a person
 * @param agent how an agent in it sees kills
 * @param main its main class, jar or module
 */
record JvmRow(int pid, String user, String memoryLimit, String agent, String main) {
    private static final String UNKNOWN = "unknown";
    private static final long NO_LIMIT = -1;

    /** Null where that process is no JVM, or cannot be told to be one. */
    static @Nullable JvmRow read(int pid, Users users) {
        ProcessFacts facts = ProcessFacts.read(pid);
        if (facts == null || facts.isZombie()) {
            return null;
        }
        Path perfDataFile = PerfDataFile.find(facts);
        if (JvmEvidence.of(facts, perfDataFile) != JvmEvidence.IS_JVM) {
            return null;
        }
        return new JvmRow(
                pid,
                users.nameOf(facts.user()),
                memoryLimit(pid),
                AgentThreads.describe(pid),
                main(pid, PerfDataFile.read(perfDataFile)));
    }

    private static String memoryLimit(int pid) {
        try {
            String groups =
                    Files.readString(Path.of("/proc", Integer.toString(pid), "cgroup"), StandardCharsets.ISO_8859_1);
            String mounts = Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1);
            CgroupLookup lookup = CgroupLocator.locate(groups, mounts, Path.of("/"), pid);
            if (lookup instanceof CgroupLookup.Found found) {
                try (CgroupReader reader = CgroupReader.open(found.location())) {
                    long limit = reader.read().tightestLimit().limit();
                    return limit == NO_LIMIT ? "none" : ByteText.of(limit);
                }
            }
        } catch (IOException goneOrHidden) {
            // Missing, as below.
        }
        return UNKNOWN;
    }

    /** The JVM's own word where it can be read: an argument file hides it from the command line. */
    private static String main(int pid, @Nullable PerfData perfData) {
        String command = perfData == null ? null : perfData.javaCommand();
        if (command != null && !command.isBlank()) {
            int end = command.indexOf(' ');
            return end < 0 ? command : command.substring(0, end);
        }
        List<String> arguments = Arguments.of(pid);
        String program = arguments.isEmpty() ? null : JavaLauncher.program(arguments.subList(1, arguments.size()));
        return program == null ? UNKNOWN : program;
    }
}
