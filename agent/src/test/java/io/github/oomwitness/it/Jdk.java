// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A JDK of this machine that the built jar is tried on. */
record Jdk(Path home, int version) {
    /** All that the build names; used as a source of test arguments. */
    static Stream<Jdk> all() {
        String homes = System.getProperty("oomwitness.jdks", System.getProperty("java.home"));
        return Arrays.stream(homes.split(",", -1)).map(home -> at(Path.of(home.trim())));
    }

    /** Those that can be told to deny native access (JEP 472). */
    static Stream<Jdk> withNativeAccessPolicy() {
        return all().filter(jdk -> jdk.version() >= 24);
    }

    /** The newest of them. */
    static Jdk newest() {
        return all().max((first, second) -> Integer.compare(first.version(), second.version()))
                .orElseThrow();
    }

    /** The oldest of them. */
    static Jdk oldest() {
        return all().min((first, second) -> Integer.compare(first.version(), second.version()))
                .orElseThrow();
    }

    Path java() {
        return home.resolve("bin/java");
    }

    Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }

    private static Jdk at(Path home) {
        try {
            String release = Files.readString(home.resolve("release"), StandardCharsets.UTF_8);
            String version = release.lines()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .findFirst()
                    .orElseThrow();
            String number = version.replaceAll("[^0-9.]", "");
            return new Jdk(home, Integer.parseInt(number.split("\\.", -1)[0]));
        } catch (IOException missing) {
            throw new IllegalStateException(
                    "there is no JDK at " + home + " (system property oomwitness.jdks)", missing);
        }
    }
}
