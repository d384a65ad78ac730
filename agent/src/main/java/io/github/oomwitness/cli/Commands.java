// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.options.OptionKey;
import io.github.oomwitness.witness.Version;
import java.io.PrintStream;

/** What can be asked of the jar itself. */
public final class Commands {
    private static final int DONE = 0;
    private static final int CALL_IS_WRONG = 2;

    private Commands() {}

    /**
     * Runs one command. Found by name.
     *
     * @return the exit code: 0 done, 2 the call is wrong
     */
    public static int run(String[] arguments) {
        String command = arguments.length == 0 ? "help" : arguments[0];
        return switch (command) {
            case "help", "--help", "-h" -> {
                printHelp(System.out);
                yield DONE;
            }
            case "--version" -> {
                System.out.println("oomwitness " + Version.current());
                yield DONE;
            }
            default -> {
                System.err.println("oomwitness: there is no command \"" + command + "\"; try: help, --version");
                yield CALL_IS_WRONG;
            }
        };
    }

    private static void printHelp(PrintStream out) {
        out.println(
                "OOM Witness " + Version.current() + ": tells a JVM what the kernel did to its container's memory.");
        out.println();
        out.println("  java -javaagent:oomwitness-agent.jar[=key=value,...] ...   witness this JVM's memory cgroup");
        out.println("  java -jar oomwitness-agent.jar help | --version");
        out.println();
        out.println("Options, with their defaults (also as -Doomwitness.KEY or OOMWITNESS_KEY in the environment):");
        for (OptionKey option : OptionKey.values()) {
            out.println("  " + option.key() + "=" + option.defaultValue());
        }
    }
}
