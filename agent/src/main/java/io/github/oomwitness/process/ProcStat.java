// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.FileText;

/** The fields of {@code /proc/PID/stat} that nothing else gives, see proc_pid_stat(5) and {@code do_task_stat}. */
final class ProcStat {
    private static final int MINOR_FAULTS = 8;
    private static final int MAJOR_FAULTS = 10;
    private static final int START_TIME = 20;

    /** Since boot, in ticks of 10 ms (USER_HZ); -1 missing. With the pid it identifies a process. */
    long startTicks;

    long minorFaults;
    long majorFaults;

    /** False where the text is no such line; what it told is then missing. */
    boolean parse(FileText text) {
        startTicks = -1;
        minorFaults = -1;
        majorFaults = -1;
        text.rewind();
        // The name in parentheses may have blanks and parentheses of its own.
        if (!text.nextLine() || !text.skipPastLast(')')) {
            return false;
        }
        for (int field = 1; field <= START_TIME && text.nextWord(); field++) {
            switch (field) {
                case MINOR_FAULTS -> minorFaults = text.wordAsLong();
                case MAJOR_FAULTS -> majorFaults = text.wordAsLong();
                case START_TIME -> startTicks = text.wordAsLong();
                default -> {}
            }
        }
        if (minorFaults < 0 || majorFaults < 0 || startTicks < 0) {
            startTicks = -1;
            minorFaults = -1;
            majorFaults = -1;
        }
        return startTicks >= 0;
    }
}
