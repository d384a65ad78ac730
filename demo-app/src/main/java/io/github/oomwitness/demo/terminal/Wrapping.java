// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fits text into a width. */
final class Wrapping {
    private static final String CUT = "...";

    /** A word or so with two blanks after it, or blanks at the start. */
    private static final Pattern LABEL = Pattern.compile(" +|\\S+(?: \\S+)? {2,}");

    private Wrapping() {}

    /** Breaks at blanks, or within a word that is too long for a line. What follows stands below the text, right of its label if it has one. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String indent = " ".repeat(hangingIndent(text));
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

    private static int hangingIndent(String text) {
        Matcher label = LABEL.matcher(text);
        return label.lookingAt() ? label.end() : 0;
    }

    static String clip(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width - CUT.length()) + CUT;
    }
}
