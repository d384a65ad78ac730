// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Where the demo leaves what it made. */
final class OutputDirectory {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    private OutputDirectory() {}

    /** The one wished for; else a fresh one under target/demo, if this looks like the repository, or among temporary files. */
    static Path create(Optional<Path> wish) throws IOException {
        if (wish.isPresent()) {
            return Files.createDirectories(wish.get());
        }
        // A repository that belongs to somebody else is left alone.
        if (!Files.isRegularFile(Path.of("pom.xml")) || !Files.isWritable(Path.of("target"))) {
            return Files.createTempDirectory("oomwitness-demo");
        }
        return Files.createDirectories(Path.of(
                        "target",
                        "demo",
                        LocalDateTime.now(ZoneId.systemDefault()).format(NAME)))
                .toAbsolutePath();
    }
}
