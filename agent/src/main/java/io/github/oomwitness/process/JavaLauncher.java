// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a {@code java} command line runs, by the rules of the JDK's launcher (libjli, {@code java.c}). */
public final class JavaLauncher {
    /** The launcher's options that have their value in the next argument ({@code IsWhiteSpaceOption}). */
    private static final Set<String> OPTIONS_WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source");

    private JavaLauncher() {}

    /** The jar, module or main class; null where there is none, or an argument file hides it. */
    public static @Nullable String program(List<String> arguments) {
        boolean afterArgumentFile = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
                return i + 1 < arguments.size() ? arguments.get(i + 1) : null;
            }
            if (argument.startsWith("--module=")) {
                return argument.substring("--module=".length());
            }
            if (argument.startsWith("@")) {
                afterArgumentFile = true;
            } else if (!argument.startsWith("-")) {
                // The main class may be in the file: then this is an argument of the application, and private.
                return !afterArgumentFile || isQualifiedClassName(argument) ? argument : null;
            } else if (OPTIONS_WITH_VALUE.contains(argument)) {
                i++;
            }
        }
        return null;
    }

    /** {@code package.Class}, the class beginning with a capital letter as by convention. */
    private static boolean isQualifiedClassName(String text) {
        int lastDot = text.lastIndexOf('.');
        return lastDot > 0
                && lastDot + 1 < text.length()
                && Character.isUpperCase(text.charAt(lastDot + 1))
                && text.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c));
    }
}
