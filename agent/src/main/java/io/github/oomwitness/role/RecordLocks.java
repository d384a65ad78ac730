// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.role;

/** Reads {@code /proc/locks} (proc_locks(5)): all file locks on the machine whose holders this pid namespace knows. */
final class RecordLocks {
    static final long UNKNOWN = -1;

    private static final int TYPE = 1;
    private static final int MODE = 3;
    private static final int PID = 4;
    private static final int FILE = 5;
    private static final int FIRST_BYTE = 6;
    private static final int COLUMNS = 8;

    private RecordLocks() {}

    /**
     * Who holds the exclusive record lock that begins at this byte of this file. A line reads {@code 1: POSIX ADVISORY
     * WRITE 29230 00:06:5 7757 7757}; that of a waiter has an arrow before its type.
     *
     * @param inode of the file, on whichever device
     * @return the pid; -1 for none
     */
    static long holder(String locks, long inode, long firstByte) {
        String file = ":" + inode;
        String first = Long.toString(firstByte);
        for (String line : locks.split("\n", -1)) {
            String[] column = line.trim().split(" +", -1);
            if (column.length == COLUMNS
                    && column[TYPE].equals("POSIX")
                    && column[MODE].equals("WRITE")
                    && column[FILE].endsWith(file)
                    && column[FIRST_BYTE].equals(first)) {
                return pid(column[PID]);
            }
        }
        return UNKNOWN;
    }

    /** The kernel writes -1 for a lock that no single process holds. */
    private static long pid(String text) {
        try {
            return Math.max(UNKNOWN, Long.parseLong(text));
        } catch (NumberFormatException malformed) {
            return UNKNOWN;
        }
    }
}
