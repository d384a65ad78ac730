// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Standard output as what it is: its character set from the locale, colour only on a terminal and not against NO_COLOR. */
public final class Terminal {
    /** Columns that no line exceeds. */
    public static final int WIDTH = 100;

    private static final String INDENT = "  ";

    private final PrintStream output;
    private final boolean unicode;
    private final boolean colour;

    Terminal(PrintStream output, boolean unicode, boolean colour) {
        this.output = output;
        this.unicode = unicode;
        this.colour = colour;
    }

    public static Terminal standardOutput() {
        boolean unicode = isUtf8(System.getenv());
        boolean colour =
                isTerminal() && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        Charset charset = unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        return new Terminal(new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset), unicode, colour);
    }

    /** As setlocale(3): the first of the three that is set decides. */
    static boolean isUtf8(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(environment::get)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .map(value -> value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
                .orElse(false);
    }

    /** System.console() is no answer from JDK 22 on, where there always is one. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException unknown) {
            return false;
        }
    }

    /** A headline with a rule to the full width, and a blank line before it. */
    public void headline(String text) {
        blank();
        String rule = (unicode ? "\u2500" : "-").repeat(WIDTH - text.length() - 4);
        output.println(styled("1", (unicode ? "\u2500\u2500 " : "-- ") + text) + " " + rule);
        blank();
    }

    public void blank() {
        output.println();
    }

    /** A line of text, indented; words that exceed the width go onto the next line. */
    public void paragraph(String text) {
        Wrapping.wrap(text, WIDTH - INDENT.length()).forEach(line -> output.println(INDENT + printable(line)));
    }

    /** A line that is a quotation, indented; what exceeds the width is cut off. */
    public void verbatim(String line) {
        output.println(INDENT + printable(Wrapping.clip(line, WIDTH - INDENT.length())));
    }

    /** The same, set off as what matters. */
    public void emphasised(String line) {
        output.println(INDENT + styled("1", printable(Wrapping.clip(line, WIDTH - INDENT.length()))));
    }

    /** Two boxes beside each other with a title each; the left one takes a third. */
    public void sideBySide(String leftTitle, List<String> left, String rightTitle, List<String> right) {
        new SideBySide(unicode ? SideBySide.Frame.UNICODE : SideBySide.Frame.ASCII, WIDTH - 2 * INDENT.length())
                .lines(leftTitle, left, rightTitle, right)
                .forEach(line -> output.println(INDENT + printable(line)));
    }

    /** Lines of cells in columns as wide as need be; the first line is their heading. */
    public void table(List<List<String>> rows) {
        List<String> lines = Columns.align(rows);
        for (int i = 0; i < lines.size(); i++) {
            String line = printable(Wrapping.clip(lines.get(i), WIDTH - INDENT.length()));
            output.println(INDENT + (i == 0 ? styled("1", line) : line));
        }
    }

    /** Without control characters, which a process may have in its name. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    private String styled(String style, String text) {
        return colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }
}
