// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The demo's command line.
 *
 * @param scenario the name of what to show
 * @param agent the agent's jar; empty to show what one sees without
 * @param output where to leave the recording; empty for a fresh directory
 */
record DemoOptions(String scenario, Optional<Path> agent, Optional<Path> output) {
    /** Where the build leaves it, seen from the top of the repository. */
    static final Path BUILT_AGENT = Path.of("agent", "target", "oomwitness-agent.jar");

    private static final String DEFAULT_SCENARIO = "leak";

    /**
     * Reads the arguments of main.
     *
     * @throws IllegalArgumentException if they are wrong; the message is for the person who typed them
     */
    static DemoOptions parse(String[] arguments) {
        String scenario = DEFAULT_SCENARIO;
        Optional<Path> agent = Optional.of(BUILT_AGENT);
        Optional<Path> output = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--agent" -> agent = Optional.of(path(arguments, ++i));
                case "--without-agent" -> agent = Optional.empty();
                case "--output" -> output = Optional.of(path(arguments, ++i));
                default -> {
                    if (arguments[i].startsWith("-")) {
                        throw new IllegalArgumentException("The option '" + arguments[i] + "' is not known");
                    }
                    scenario = arguments[i];
                }
            }
        }
        return new DemoOptions(scenario, agent.map(Path::toAbsolutePath), output.map(Path::toAbsolutePath));
    }

    private static Path path(String[] arguments, int index) {
        if (index == arguments.length) {
            throw new IllegalArgumentException("The option '" + arguments[index - 1] + "' wants a path after it");
        }
        return Path.of(arguments[index]);
    }
}
