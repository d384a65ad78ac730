// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A JDK that the witnessed JVM can be of.
 *
 * @param home its directory
 * @param feature 17, 25
 */
record Jdk(Path home, int feature) {
    private static final String VERSION = "JAVA_VERSION=";

    /** The one that runs the bench. */
    static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** As its file {@code release} says. */
    static Jdk at(Path home) {
        try {
            String version = Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith(VERSION))
                    .map(line -> line.substring(VERSION.length()).replace("\"", ""))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(home + " does not say which JDK it is"));
            return new Jdk(home, Runtime.Version.parse(version).feature());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(home + " is no JDK: " + unreadable.getMessage(), unreadable);
        }
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "JDK %d", feature);
    }
}
