// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.evidence.Finding;
import java.util.ArrayList;
import java.util.List;

/** Findings as rows under a heading. */
record FindingsTable(List<Finding> findings) {
    private static final int LONGEST_VALUE = 26;

    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "event", "kernel's log", ""));
        for (Finding finding : findings) {
            rows.add(List.of(
                    finding.what(),
                    shorten(finding.inEvent(), finding),
                    shorten(finding.inKernelLog(), finding),
                    finding.verdict().words()));
        }
        return rows;
    }

    /** A path is known by its end; where the two differ, all of both has to be seen. */
    private static String shorten(String value, Finding finding) {
        return value.length() <= LONGEST_VALUE || !finding.agrees()
                ? value
                : "..." + value.substring(value.length() - LONGEST_VALUE + 3);
    }
}
