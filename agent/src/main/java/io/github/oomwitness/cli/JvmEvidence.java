// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a process is a JVM. A signal to one that is none would end it, so that a guess will not do. */
enum JvmEvidence {
    IS_JVM,
    IS_NONE,
    /** Another user's, whose mappings cannot be seen. */
    UNKNOWN;

    static JvmEvidence of(ProcessFacts process, @Nullable Path perfDataFile) {
        if (perfDataFile != null) {
            return IS_JVM;
        }
        try (Stream<String> mappings =
                Files.lines(Path.of("/proc", Integer.toString(process.pid()), "maps"), StandardCharsets.ISO_8859_1)) {
            return mappings.anyMatch(line -> line.endsWith("/libjvm.so")) ? IS_JVM : IS_NONE;
        } catch (IOException | UncheckedIOException hidden) {
            return isNamedJava(process.pid()) ? IS_JVM : UNKNOWN;
        }
    }

    private static boolean isNamedJava(int pid) {
        List<String> arguments = Arguments.of(pid);
        return !arguments.isEmpty() && ("/" + arguments.get(0)).endsWith("/java");
    }
}
