// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process runs, as far as it may be told.
 *
 * @param commandLine what the policy lets out; null missing, or withheld
 * @param isJava whether a java launcher runs in it
 */
public record ShownProgram(@Nullable String commandLine, boolean isJava) {
    /**
     * What may be told of arguments.
     *
     * @param text as {@code /proc/PID/cmdline} has them, each followed by a NUL
     * @param truncated whether the text was cut off. What is left of the last argument is never told: half a secret does
     *     not look like one
     */
    public static ShownProgram of(String text, boolean truncated, CommandLinePolicy policy) {
        List<String> arguments = CommandLine.split(text);
        boolean isJava = CommandLine.isJava(arguments);
        if (!truncated) {
            return new ShownProgram(policy.apply(arguments), isJava);
        }
        List<String> whole = arguments.subList(0, Math.max(0, arguments.size() - 1));
        String shown = policy.apply(whole);
        boolean saysAll = policy == CommandLinePolicy.FULL || policy == CommandLinePolicy.REDACT;
        return new ShownProgram(shown != null && saysAll ? shown + " …" : shown, isJava);
    }
}
