// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.terminal;

import java.util.ArrayList;
import java.util.List;

/** Fits text into a width. */
final class Wrapping {
    private static final String CUT = "...";

    private Wrapping() {}

    /** Breaks at blanks, and within a word only if it is too long for a line; a line's leading blanks are repeated on those that follow. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String indent = text.substring(0, text.length() - text.stripLeading().length());
        String rest = text;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > indent.length() ? blank : width;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = indent + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    static String clip(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width - CUT.length()) + CUT;
    }
}
