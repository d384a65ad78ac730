// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Finds a directory from which a native library can be mapped: writable, and not mounted noexec. */
public final class UnpackDirectory {
    private UnpackDirectory() {}

    /** The first that will do among the JVM's temporary directory, /tmp, /dev/shm, /run, the home and the working one. */
    public static Path choose() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        List<Path> candidates = List.of(
                temporary,
                Path.of("/tmp"),
                Path.of("/dev/shm"),
                Path.of("/run"),
                Path.of(System.getProperty("user.home", "/")),
                Path.of(System.getProperty("user.dir", "/")));
        return first(candidates, noexecMounts(), Files::isWritable);
    }

    /** Falls back on the first candidate, so that the error to come names the directory the user knows. */
    static Path first(List<Path> candidates, List<Path> noexecMounts, Predicate<Path> isWritable) {
        for (Path candidate : candidates) {
            if (isWritable.test(candidate) && isExecutable(candidate, noexecMounts)) {
                return candidate;
            }
        }
        return candidates.get(0);
    }

    private static boolean isExecutable(Path candidate, List<Path> noexecMounts) {
        for (Path mount : noexecMounts) {
            if (candidate.startsWith(mount)) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> noexecMounts() {
        try {
            return noexecMounts(Files.readString(Path.of("/proc/self/mounts"), StandardCharsets.ISO_8859_1));
        } catch (IOException hidden) {
            return List.of();
        }
    }

    /**
     * The directories from which nothing may be executed.
     *
     * @param mounts lines of device, directory, type, options (fstab(5))
     */
    static List<Path> noexecMounts(String mounts) {
        return mounts.lines()
                .map(line -> line.split(" ", -1))
                .filter(fields ->
                        fields.length > 3 && List.of(fields[3].split(",", -1)).contains("noexec"))
                .map(fields -> Path.of(fields[1].replace("\\040", " ")))
                .toList();
    }
}
