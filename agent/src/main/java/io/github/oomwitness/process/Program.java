// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which program a command line runs: the executable and, where that is an interpreter, what it was given to run. No
 * other argument is ever shown, and no code given on the command line: where it is not plain which argument is the
 * script, none is.
 */
final class Program {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh");

    private Program() {}

    static String of(List<String> arguments) {
        String executable = executable(arguments);
        String script = script(interpreterName(executable), arguments.subList(1, arguments.size()));
        return script == null ? executable : executable + " " + script;
    }

    /** A process that writes a title over its arguments puts everything into the first. */
    private static String executable(List<String> arguments) {
        String first = arguments.get(0);
        int blank = first.indexOf(' ');
        return arguments.size() == 1 && blank > 0 ? first.substring(0, blank) : first;
    }

    /** The file's name without a version, or the dash of a login shell. */
    private static String interpreterName(String executable) {
        String name = CommandLine.fileName(executable);
        int end = name.length();
        while (end > 0 && (Character.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
            end--;
        }
        return name.substring(name.startsWith("-") ? 1 : 0, Math.max(end, name.startsWith("-") ? 1 : 0));
    }

    private static @Nullable String script(String interpreter, List<String> arguments) {
        return switch (interpreter) {
            case "java", "javaw" -> JavaLauncher.program(arguments);
            case "python", "pypy" -> ScriptOptions.PYTHON.script(arguments);
            case "node", "nodejs" -> ScriptOptions.NODE.script(arguments);
            case "ruby" -> ScriptOptions.RUBY.script(arguments);
            case "perl" -> ScriptOptions.PERL.script(arguments);
            default -> SHELLS.contains(interpreter) ? ScriptOptions.SHELL.script(arguments) : null;
        };
    }
}
