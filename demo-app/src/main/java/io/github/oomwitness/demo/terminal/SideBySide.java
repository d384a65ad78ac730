// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.terminal;

import java.util.ArrayList;
import java.util.List;

/** Two boxes that share a wall. */
final class SideBySide {
    private final Frame frame;
    private final int leftWidth;
    private final int rightWidth;

    /** Takes the columns that both boxes have together, walls included. */
    SideBySide(Frame frame, int width) {
        this.frame = frame;
        this.leftWidth = width / 3;
        // three walls, and a blank on either side of both texts
        this.rightWidth = width - leftWidth - 7;
    }

    /** The characters that boxes are drawn with. */
    enum Frame {
        UNICODE("\u250c\u252c\u2510", "\u2514\u2534\u2518", "\u2500", "\u2502"),
        ASCII("+++", "+++", "-", "|");

        private final String top;
        private final String bottom;
        private final String rule;
        private final String wall;

        Frame(String top, String bottom, String rule, String wall) {
            this.top = top;
            this.bottom = bottom;
            this.rule = rule;
            this.wall = wall;
        }
    }

    List<String> lines(String leftTitle, List<String> left, String rightTitle, List<String> right) {
        List<String> leftLines = wrapped(left, leftWidth);
        List<String> rightLines = wrapped(right, rightWidth);
        List<String> lines = new ArrayList<>();
        lines.add(edge(frame.top, leftTitle, rightTitle));
        for (int i = 0; i < Math.max(leftLines.size(), rightLines.size()); i++) {
            lines.add(frame.wall
                    + cell(leftLines, i, leftWidth)
                    + frame.wall
                    + cell(rightLines, i, rightWidth)
                    + frame.wall);
        }
        lines.add(edge(frame.bottom, "", ""));
        return lines;
    }

    private static List<String> wrapped(List<String> texts, int width) {
        return texts.stream()
                .flatMap(text -> Wrapping.wrap(text, width).stream())
                .toList();
    }

    private static String cell(List<String> lines, int index, int width) {
        return " " + Columns.pad(index < lines.size() ? lines.get(index) : "", width) + " ";
    }

    private String edge(String corners, String leftTitle, String rightTitle) {
        return corners.substring(0, 1)
                + rule(leftTitle, leftWidth)
                + corners.substring(1, 2)
                + rule(rightTitle, rightWidth)
                + corners.substring(2);
    }

    private String rule(String title, int width) {
        String label = title.isEmpty() ? "" : frame.rule + " " + title + " ";
        return label + frame.rule.repeat(width + 2 - label.length());
    }
}
