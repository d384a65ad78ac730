// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heading of a task table, by which its rows are read: kernels differ in their columns. {@code dump_tasks} in mm/oom_kill.c. */
final class OomTaskTable {
    private static final Pattern HEADING = Pattern.compile("\\[\\s*pid\\s*\\]\\s+(uid\\s.*\\sname)\\s*");
    private static final Pattern ROW = Pattern.compile("\\[\\s*(\\d+)\\]\\s+(.*)");

    /** From the second on, without the name, which is last and may hold spaces. */
    private final List<String> columns;

    private OomTaskTable(List<String> columns) {
        this.columns = columns;
    }

    static Optional<OomTaskTable> parseHeading(String line) {
        Matcher matcher = HEADING.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> names = List.of(matcher.group(1).split("\\s+"));
        return Optional.of(new OomTaskTable(names.subList(0, names.size() - 1)));
    }

    Optional<OomTask> parseRow(String line) {
        Matcher matcher = ROW.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        // one blank after the last number, whatever follows is the name
        String[] cells = matcher.group(2).split("\\s+", columns.size());
        String[] last = cells[cells.length - 1].split("\\s", 2);
        if (cells.length < columns.size() || last.length < 2) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), i == columns.size() - 1 ? last[0] : cells[i]);
        }
        return Optional.of(new OomTask(
                KernelText.count(matcher.group(1)),
                KernelText.count(values.get("uid")),
                KernelText.count(values.get("tgid")),
                KernelText.count(values.get("total_vm")),
                KernelText.count(values.get("rss")),
                KernelText.count(values.get("rss_anon")),
                KernelText.count(values.get("rss_file")),
                KernelText.count(values.get("rss_shmem")),
                KernelText.count(values.get("pgtables_bytes")),
                KernelText.count(values.get("swapents")),
                KernelText.integer(values.get("oom_score_adj"), Integer.MIN_VALUE),
                last[1]));
    }
}
