// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command line of a process, which everybody may read. */
final class Arguments {
    private Arguments() {}

    /** The executable first; none for a process that has ended, or hides. */
    static List<String> of(int pid) {
        try {
            String text =
                    Files.readString(Path.of("/proc", Integer.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
            return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
        } catch (IOException goneOrHidden) {
            return List.of();
        }
    }
}
