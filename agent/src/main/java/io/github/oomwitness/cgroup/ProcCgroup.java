// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /proc/PID/cgroup}, see cgroups(7) and the kernel's {@code proc_cgroup_show}.
 *
 * @param hierarchyId 0 for v2
 * @param controllers separated by commas; empty for v2
 * @param path as seen from the reader's cgroup namespace: it begins with {@code /..} for a cgroup outside of it
 * @param deleted whether the cgroup was removed while a process, dead by now, was in it
 */
record ProcCgroup(int hierarchyId, String controllers, String path, boolean deleted) {
    private static final String DELETED_SUFFIX = " (deleted)";

    /** The cgroups in the order of the text; lines that are none are left out. */
    static List<ProcCgroup> parse(String text) {
        List<ProcCgroup> groups = new ArrayList<>();
        text.lines().forEach(line -> {
            ProcCgroup group = parseLine(line);
            if (group != null) {
                groups.add(group);
            }
        });
        return groups;
    }

    boolean hasController(String name) {
        return ("," + controllers + ",").contains("," + name + ",");
    }

    private static @Nullable ProcCgroup parseLine(String line) {
        int first = line.indexOf(':');
        int second = line.indexOf(':', first + 1);
        if (first < 1 || second < 0 || second + 1 >= line.length() || line.charAt(second + 1) != '/') {
            return null;
        }
        boolean deleted = line.endsWith(DELETED_SUFFIX);
        int end = deleted ? line.length() - DELETED_SUFFIX.length() : line.length();
        if (end <= second + 1) {
            return null;
        }
        try {
            int id = Integer.parseInt(line, 0, first, 10);
            return new ProcCgroup(id, line.substring(first + 1, second), line.substring(second + 1, end), deleted);
        } catch (NumberFormatException noCgroup) {
            return null;
        }
    }
}
