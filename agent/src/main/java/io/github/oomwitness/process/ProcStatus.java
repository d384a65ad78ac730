// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.KeyTable;
import org.jspecify.annotations.Nullable;

/**
 * The fields of {@code /proc/PID/status} that are used, see proc_pid_status(5) and {@code proc_pid_status}. Reading the
 * file takes no lock of the process's address space.
 */
final class ProcStatus {
    private static final int NAME = 0;
    private static final int PARENT_PID = 1;
    private static final int UID = 2;
    private static final int NAMESPACE_PIDS = 3;
    private static final int TOTAL_VM = 4;
    private static final int ANON_RSS = 5;
    private static final int FILE_RSS = 6;
    private static final int SHMEM_RSS = 7;
    private static final int PAGE_TABLES = 8;
    private static final int SWAP = 9;
    private static final int THREADS = 10;
    private static final KeyTable KEYS = KeyTable.of(
            "Name:",
            "PPid:",
            "Uid:",
            "NSpid:",
            "VmSize:",
            "RssAnon:",
            "RssFile:",
            "RssShmem:",
            "VmPTE:",
            "VmSwap:",
            "Threads:");
    private static final long LARGEST_KILOBYTES = Long.MAX_VALUE / 1024;

    @Nullable
    String name;

    int parentPid;
    int uid;
    boolean isNamespaceInit;
    long totalVm;
    long anonRss;
    long fileRss;
    long shmemRss;
    long pageTables;
    long swap;
    int threads;

    /** What the text does not tell is missing. */
    void parse(FileText text) {
        clear();
        text.rewind();
        while (text.nextLine()) {
            if (text.nextWord()) {
                take(KEYS.find(text), text);
            }
        }
    }

    private void clear() {
        name = null;
        parentPid = -1;
        uid = -1;
        isNamespaceInit = false;
        totalVm = -1;
        anonRss = -1;
        fileRss = -1;
        shmemRss = -1;
        pageTables = -1;
        swap = -1;
        threads = -1;
    }

    private void take(int key, FileText text) {
        switch (key) {
            case NAME -> name = unescape(text.restOfLine());
            case PARENT_PID -> parentPid = nextInt(text);
            case UID -> uid = nextInt(text);
            case NAMESPACE_PIDS -> isNamespaceInit = lastInt(text) == 1;
            case TOTAL_VM -> totalVm = nextKilobytes(text);
            case ANON_RSS -> anonRss = nextKilobytes(text);
            case FILE_RSS -> fileRss = nextKilobytes(text);
            case SHMEM_RSS -> shmemRss = nextKilobytes(text);
            case PAGE_TABLES -> pageTables = nextKilobytes(text);
            case SWAP -> swap = nextKilobytes(text);
            case THREADS -> threads = nextInt(text);
            default -> {}
        }
    }

    private static int nextInt(FileText text) {
        text.nextWord();
        long value = text.wordAsLong();
        return value < 0 || value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /** One pid for each namespace from the reader's down to the process's own. */
    private static long lastInt(FileText text) {
        long last = -1;
        while (text.nextWord()) {
            last = text.wordAsLong();
        }
        return last;
    }

    private static long nextKilobytes(FileText text) {
        text.nextWord();
        long kilobytes = text.wordAsLong();
        return kilobytes < 0 || kilobytes > LARGEST_KILOBYTES ? -1 : kilobytes * 1024;
    }

    /** The kernel writes a newline and a backslash in a name as C does. */
    private static String unescape(String name) {
        return name.indexOf('\\') < 0 ? name : name.replace("\\n", "\n").replace("\\\\", "\\");
    }
}
