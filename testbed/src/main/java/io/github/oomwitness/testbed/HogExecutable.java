// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The compiled hog, unpacked once for each JVM into a temporary file that goes with it. */
final class HogExecutable {
    private static final String RESOURCE = "hog";

    private HogExecutable() {}

    static Path path() {
        return Unpacked.PATH;
    }

    private static Path unpack() {
        try (InputStream compiled = HogExecutable.class.getResourceAsStream(RESOURCE)) {
            if (compiled == null) {
                throw new IllegalStateException(
                        "The hog is not on the class path. src/build/compile-hog compiles it into"
                                + " io/github/oomwitness/testbed of the class directory; the Maven build runs it.");
            }
            Path executable = Files.createTempFile("hog", "");
            executable.toFile().deleteOnExit();
            Files.copy(compiled, executable, StandardCopyOption.REPLACE_EXISTING);
            if (!executable.toFile().setExecutable(true, false)) {
                throw new IOException(executable + " cannot be made executable");
            }
            return executable;
        } catch (IOException failure) {
            throw new UncheckedIOException("The hog could not be unpacked", failure);
        }
    }

    /** Initialised when it is first needed. */
    private static final class Unpacked {
        static final Path PATH = unpack();
    }
}
