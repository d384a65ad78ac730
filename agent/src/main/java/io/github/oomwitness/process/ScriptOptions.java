// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an interpreter's options are written, as far as it takes to find the script behind them. Single letters may be
 * put together behind one dash.
 *
 * @param codeLetters options after which there is code in place of a script, or that make it come from standard input
 * @param moduleLetters options that name what is run
 * @param valueLetters options that take the rest of their argument as a value, or the next argument
 * @param attachedLetters options that take the rest of their argument as a value, and never the next
 * @param codeNames long options of the first kind
 * @param valueNames long options that take the next argument as their value
 */
record ScriptOptions(
        String codeLetters,
        String moduleLetters,
        String valueLetters,
        String attachedLetters,
        Set<String> codeNames,
        Set<String> valueNames) {

    static final ScriptOptions PYTHON =
            new ScriptOptions("c", "m", "WX", "", Set.of(), Set.of("--check-hash-based-pycs"));
    static final ScriptOptions RUBY = new ScriptOptions("e", "", "CEIr", "FKTWxi", Set.of(), Set.of());
    static final ScriptOptions PERL = new ScriptOptions("eE", "", "I", "MmFVx", Set.of(), Set.of());
    static final ScriptOptions SHELL =
            new ScriptOptions("cs", "", "oO", "", Set.of(), Set.of("--rcfile", "--init-file"));
    static final ScriptOptions NODE = new ScriptOptions(
            "ep",
            "",
            "rC",
            "",
            Set.of("--eval", "--print"),
            Set.of(
                    "--conditions",
                    "--diagnostic-dir",
                    "--disable-warning",
                    "--dns-result-order",
                    "--env-file",
                    "--env-file-if-exists",
                    "--experimental-loader",
                    "--icu-data-dir",
                    "--import",
                    "--input-type",
                    "--loader",
                    "--openssl-config",
                    "--redirect-warnings",
                    "--require",
                    "--run",
                    "--title",
                    "--trace-event-categories",
                    "--watch-path"));

    /** The script or module; null where there is none, or code in its place. */
    @Nullable
    String script(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                return next(arguments, i);
            }
            if (argument.length() < 2 || (argument.charAt(0) != '-' && argument.charAt(0) != '+')) {
                return argument.equals("-") || argument.isEmpty() ? null : argument;
            }
            if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                if (codeNames.contains(equals < 0 ? argument : argument.substring(0, equals))) {
                    return null;
                }
                i += valueNames.contains(argument) ? 1 : 0;
                continue;
            }
            int letter = firstWithMeaning(argument);
            if (letter < argument.length()) {
                char option = argument.charAt(letter);
                boolean isLast = letter + 1 == argument.length();
                if (isIn(codeLetters, option)) {
                    return null;
                }
                if (isIn(moduleLetters, option)) {
                    return isLast ? next(arguments, i) : argument.substring(letter + 1);
                }
                i += isLast && isIn(valueLetters, option) ? 1 : 0;
            }
        }
        return null;
    }

    private int firstWithMeaning(String argument) {
        int letter = 1;
        while (letter < argument.length()
                && !isIn(codeLetters + moduleLetters + valueLetters + attachedLetters, argument.charAt(letter))) {
            letter++;
        }
        return letter;
    }

    private static boolean isIn(String letters, char letter) {
        return letters.indexOf(letter) >= 0;
    }

    private static @Nullable String next(List<String> arguments, int index) {
        return index + 1 < arguments.size() ? arguments.get(index + 1) : null;
    }
}
