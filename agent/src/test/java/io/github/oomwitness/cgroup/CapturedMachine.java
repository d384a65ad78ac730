// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder that {@code src/test/fixtures/capture} wrote: what one kernel showed of a process and its memory cgroup. */
public record CapturedMachine(String name, Path root) {

    /** The process in /witness/inner of every kernel, with all files. */
    public static Stream<CapturedMachine> nested() {
        return all().filter(machine -> machine.name.endsWith("/nested"));
    }

    /** Every kernel in every case. */
    public static Stream<CapturedMachine> all() {
        Path folder = resources();
        try (Stream<Path> paths =
                Files.find(folder, 2, (path, attributes) -> Files.isDirectory(path.resolve("proc")))) {
            return paths.sorted().toList().stream()
                    .map(path -> new CapturedMachine(folder.relativize(path).toString(), path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public CgroupVersion version() {
        return name.contains("-v1/") ? CgroupVersion.V1 : CgroupVersion.V2;
    }

    public long pid() {
        return Long.parseLong(text("pid").strip());
    }

    /** Where the capturing script knows the process to be. */
    public Path directory() {
        return root.resolve(text("directory").strip().substring(1));
    }

    public CgroupLookup locate() {
        return CgroupLocator.locate(text("proc/self/cgroup"), text("proc/self/mountinfo"), root, pid());
    }

    public CgroupLocation location() {
        CgroupLookup lookup = locate();
        if (lookup instanceof CgroupLookup.Found found) {
            return found.location();
        }
        throw new AssertionError(name + ": " + lookup);
    }

    public String text(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The lines of a "flat keyed" file, read in another way than the readers do. */
    public static Map<String, Long> keyed(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1])));
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Path resources() {
        try {
            return Path.of(Objects.requireNonNull(CapturedMachine.class.getResource("/cgroup"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
