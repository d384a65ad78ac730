// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a process's command line may leave the agent: the option {@code command-lines}. */
public enum CommandLinePolicy {
    /** The executable, and for java, python, node, ruby, perl and shells the script, jar or main class. */
    PROGRAM,
    /** Everything, with what looks like a secret masked. Secrets that look like nothing in particular stay. */
    REDACT,
    /** Everything. */
    FULL,
    /** Nothing. */
    OFF;

    private static final int LONGEST = 4096;

    /**
     * The command line as it may be told, on one line and at most 4096 characters long; null where there is nothing to
     * tell, as for a kernel thread.
     */
    public @Nullable String apply(List<String> arguments) {
        if (arguments.isEmpty()) {
            return null;
        }
        return switch (this) {
            case PROGRAM -> shorten(printable(Program.of(arguments)));
            case REDACT -> shorten(join(SecretMask.mask(arguments)));
            case FULL -> shorten(join(arguments));
            case OFF -> null;
        };
    }

    private static String join(List<String> arguments) {
        return arguments.stream().map(CommandLinePolicy::quote).collect(Collectors.joining(" "));
    }

    /** As a shell would need it, so that one sees where an argument ends. */
    private static String quote(String argument) {
        String plain = printable(argument);
        boolean needsQuotes = plain.isEmpty() || plain.chars().anyMatch(c -> c == ' ' || c == '\'' || c == '"');
        return needsQuotes ? "'" + plain.replace("'", "'\\''") + "'" : plain;
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
