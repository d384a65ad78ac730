// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.List;

/** The arguments of a process as {@code /proc/PID/cmdline} has them: each followed by a NUL. */
final class CommandLine {
    private CommandLine() {}

    /**
     * The arguments, the executable's name first; none for a kernel thread or a zombie. A process may write over its
     * arguments, commonly with one text and NULs to the end.
     */
    static List<String> split(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\0') {
            end--;
        }
        return end == 0 ? List.of() : List.of(text.substring(0, end).split("\0", -1));
    }

    static boolean isJava(List<String> arguments) {
        if (arguments.isEmpty()) {
            return false;
        }
        String name = fileName(arguments.get(0));
        return name.equals("java") || name.equals("javaw");
    }

    /** The last part of a path. */
    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
