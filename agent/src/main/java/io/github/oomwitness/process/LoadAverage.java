// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.FileText;

/**
 * {@code /proc/loadavg}: of the machine, not of the container.
 *
 * @param one tasks that ran or waited, averaged over a minute, 0 or more; NaN missing
 * @param five the same over five minutes
 * @param fifteen the same over fifteen minutes
 * @param runningTasks tasks that run or can run now; -1 missing
 * @param totalTasks all tasks, threads included; -1 missing
 */
public record LoadAverage(double one, double five, double fifteen, int runningTasks, int totalTasks) {
    private static final LoadAverage MISSING = new LoadAverage(Double.NaN, Double.NaN, Double.NaN, -1, -1);

    public static LoadAverage missing() {
        return MISSING;
    }

    /** Parses what {@code loadavg_proc_show} writes; all is missing where a part is. */
    static LoadAverage parse(FileText text) {
        text.rewind();
        text.nextLine();
        double one = nextFraction(text);
        double five = nextFraction(text);
        double fifteen = nextFraction(text);
        text.nextWord();
        String tasks = text.word();
        text.nextInWord('/');
        long total = text.wordAsLong();
        int slash = tasks.indexOf('/');
        LoadAverage read = new LoadAverage(one, five, fifteen, countBefore(tasks, slash), (int) total);
        boolean complete = !Double.isNaN(one + five + fifteen) && read.runningTasks >= 0 && total >= 0;
        return complete && total <= Integer.MAX_VALUE ? read : MISSING;
    }

    private static double nextFraction(FileText text) {
        text.nextWord();
        return text.wordAsFraction();
    }

    private static int countBefore(String tasks, int slash) {
        try {
            return slash < 0 ? -1 : Integer.parseInt(tasks, 0, slash, 10);
        } catch (NumberFormatException noCount) {
            return -1;
        }
    }
}
