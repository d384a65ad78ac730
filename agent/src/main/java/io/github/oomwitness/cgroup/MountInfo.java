// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /proc/PID/mountinfo}, see proc_pid_mountinfo(5) and the kernel's {@code show_mountinfo}.
 *
 * @param root the directory of the file system that the mount shows; for cgroup file systems as seen from the reader's
 *     cgroup namespace, so that it may begin with {@code /..}
 * @param superOptions the file system's own options, separated by commas; for cgroup v1 they name its controllers
 */
record MountInfo(int id, int parentId, String root, String mountPoint, String fileSystemType, String superOptions) {
    private static final int ROOT = 3;
    private static final int MOUNT_POINT = 4;
    private static final int FIRST_OPTIONAL = 6;
    private static final int FIELDS_AFTER_SEPARATOR = 3;

    /** The mounts in the order of the text; lines that are no mount are left out. */
    static List<MountInfo> parse(String text) {
        List<MountInfo> mounts = new ArrayList<>();
        text.lines().forEach(line -> {
            MountInfo mount = parseLine(line);
            if (mount != null) {
                mounts.add(mount);
            }
        });
        return mounts;
    }

    /** The same without those that a later mount covers: their paths lead into the later one. */
    static List<MountInfo> parseVisible(String text) {
        List<MountInfo> all = parse(text);
        return all.stream().filter(mount -> !mount.isCovered(all)).toList();
    }

    boolean hasSuperOption(String option) {
        return ("," + superOptions + ",").contains("," + option + ",");
    }

    private static @Nullable MountInfo parseLine(String line) {
        String[] fields = line.split(" ", -1);
        int separator = FIRST_OPTIONAL;
        while (separator < fields.length && !fields[separator].equals("-")) {
            separator++;
        }
        if (separator + FIELDS_AFTER_SEPARATOR >= fields.length) {
            return null;
        }
        try {
            return new MountInfo(
                    Integer.parseInt(fields[0]),
                    Integer.parseInt(fields[1]),
                    unescape(fields[ROOT]),
                    unescape(fields[MOUNT_POINT]),
                    fields[separator + 1],
                    fields[separator + FIELDS_AFTER_SEPARATOR]);
        } catch (NumberFormatException noMount) {
            return null;
        }
    }

    /** The kernel writes space, tab, newline, backslash and # as a backslash and three octal digits. */
    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            int code = field.charAt(i) == '\\' ? octal(field, i + 1) : -1;
            plain.append(code < 0 ? field.charAt(i) : (char) code);
            i += code < 0 ? 0 : 3;
        }
        return plain.toString();
    }

    private static int octal(String text, int start) {
        if (start + 3 > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = start; i < start + 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            code = code * 8 + digit;
        }
        return code;
    }

    private boolean isCovered(List<MountInfo> all) {
        MountInfo above = null;
        MountInfo mount = this;
        // As many steps as there are mounts, should the text tell of parents in a circle.
        for (int step = 0; mount != null && step < all.size(); step++) {
            MountInfo parent = null;
            for (MountInfo other : all) {
                if ((other.isMountedOn(mount) && !other.equals(above)) || other.hidesSibling(mount)) {
                    return true;
                }
                if (other.id == mount.parentId && other.id != mount.id) {
                    parent = other;
                }
            }
            above = mount;
            mount = parent;
        }
        return false;
    }

    private boolean isMountedOn(MountInfo lower) {
        return parentId == lower.id && id != lower.id && mountPoint.equals(lower.mountPoint);
    }

    /** Mounted later over a directory above the sibling: had it been there before, it would be the parent. */
    private boolean hidesSibling(MountInfo sibling) {
        return parentId == sibling.parentId && id != sibling.id && sibling.mountPoint.startsWith(mountPoint + "/");
    }
}
