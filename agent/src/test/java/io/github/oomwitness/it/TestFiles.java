// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Where the build put things. */
final class TestFiles {
    private TestFiles() {}

    /** The jar that users get. */
    static Path agentJar() {
        return required("oomwitness.agent.jar");
    }

    /**
     * A copy of it that every user may read, and of the application that tests run beside it: the repository may be closed to others.
     *
     * @param directory the class path for that application
     */
    static Path agentJarForAllUsers(Path directory) throws IOException {
        Path application = Path.of(WitnessedApplication.class.getName().replace('.', '/') + ".class");
        Path copy = directory.resolve(application);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(testClasses()).resolve(application), copy);
        Path jar = Files.copy(agentJar(), directory.resolve("agent.jar"));
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return jar;
    }

    /** Older versions of libraries that the agent carries too, by the names of their jars. */
    static Path otherLibrary(String jar) {
        return agentJar().resolveSibling("other-libraries").resolve(jar);
    }

    /** The class path of the Spring Boot application that the build has made. */
    static String springBootApplication() {
        Path target = required("oomwitness.boot.app");
        if (!Files.isDirectory(target.resolve("libraries"))) {
            throw new IllegalStateException("there is no Spring Boot application in " + target
                    + ": build it first, with mvn -pl boot-app package");
        }
        return target.resolve("classes") + ":" + target.resolve("libraries") + "/*";
    }

    /** The jar of the demo. */
    static Path demoJar() {
        return required("oomwitness.demo.jar");
    }

    /** The compiled tests, which the witnessed JVM runs one of. */
    static String testClasses() {
        try {
            return Path.of(TestFiles.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path required(String property) {
        String path = System.getProperty(property);
        if (path == null) {
            throw new IllegalStateException("the build sets the system property " + property + "; run the tests by it");
        }
        return Path.of(path);
    }
}
