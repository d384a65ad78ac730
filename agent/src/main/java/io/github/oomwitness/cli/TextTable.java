// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.util.List;

/** Columns as wide as what stands in them. */
final class TextTable {
    private static final int GAP = 2;

    private TextTable() {}

    /**
     * One line a row, each with its end.
     *
     * @param rows all of the same length
     */
    static String of(List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(width(rows, column) + GAP - cell.length()));
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
