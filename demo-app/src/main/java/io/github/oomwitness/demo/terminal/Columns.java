// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.terminal;

import java.util.List;

/** Pads cells so that they stand in columns. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /** All rows have as many cells as the first. */
    static List<String> align(List<List<String>> rows) {
        return rows.stream().map(row -> line(row, rows)).toList();
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int index = column;
            int width = rows.stream()
                    .mapToInt(other -> other.get(index).length())
                    .max()
                    .orElse(0);
            line.append(pad(row.get(column), width)).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
