// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the file in which a JVM tells of itself: {@code /tmp/hsperfdata_USER/PID}, as the JVM itself sees /tmp. */
final class PerfDataFile {
    private PerfDataFile() {}

    /** Null where there is none, or none that this user may know of. */
    static @Nullable Path find(ProcessFacts process) {
        Path ownView = Path.of("/proc", Integer.toString(process.pid()), "root", "tmp");
        Path file = findBelow(ownView, process.innermostPid(), process.user());
        if (file == null && !process.isInInnerNamespace()) {
            // Another user's root cannot be looked through, and is mostly the same one.
            file = findBelow(Path.of("/tmp"), process.pid(), process.user());
        }
        return file;
    }

    /** What the file says; null where this user may not read it. */
    static @Nullable PerfData read(@Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            return PerfData.parse(Files.readAllBytes(file));
        } catch (IOException notAllowed) {
            return null;
        }
    }

    private static @Nullable Path findBelow(Path temporary, int pid, int user) {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(temporary, "hsperfdata_*")) {
            for (Path directory : directories) {
                Path file = directory.resolve(Integer.toString(pid));
                if (Files.isRegularFile(file) && isOwnedBy(file, user)) {
                    return file;
                }
            }
        } catch (IOException | DirectoryIteratorException hidden) {
            return null;
        }
        return null;
    }

    /** A file of an earlier JVM may bear the pid of another user's process of today. */
    private static boolean isOwnedBy(Path file, int user) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:uid")).intValue() == user;
    }
}
