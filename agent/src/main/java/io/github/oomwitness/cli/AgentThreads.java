// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the names of a process's threads whether an agent is in it. Everybody may read them, and it does not
 * disturb the JVM.
 */
final class AgentThreads {
    private static final String PREFIX = "oomwitness-";

    // The kernel keeps 15 characters of a name.
    private static final String RING = "oomwitness-ring";
    private static final String FILES = "oomwitness-file";
    private static final String STANDBY = "oomwitness-stan";
    private static final String START = "oomwitness-star";

    private AgentThreads() {}

    /** How an agent there sees kills, or "none"; "unknown" where the threads cannot be seen. */
    static String describe(int pid) {
        List<String> names = names(pid);
        return names == null ? "unknown" : describe(names);
    }

    static String describe(List<String> names) {
        List<String> own =
                names.stream().filter(name -> name.startsWith(PREFIX)).toList();
        if (own.isEmpty()) {
            return "none";
        }
        if (own.contains(RING)) {
            return "kernel program";
        }
        if (own.contains(FILES)) {
            return "cgroup files";
        }
        if (own.contains(STANDBY)) {
            return "standing by";
        }
        return own.contains(START) ? "starting" : "running";
    }

    private static @Nullable List<String> names(int pid) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Integer.toString(pid), "task"))) {
            for (Path task : tasks) {
                names.add(Files.readString(task.resolve("comm"), StandardCharsets.ISO_8859_1)
                        .strip());
            }
            return names;
        } catch (IOException | DirectoryIteratorException goneOrHidden) {
            // A thread that ends between the list and its name is rare; what was seen so far still holds.
            return names.isEmpty() ? null : names;
        }
    }
}
