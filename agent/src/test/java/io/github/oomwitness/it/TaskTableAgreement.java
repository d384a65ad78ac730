// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.OomTask;
import io.github.oomwitness.testbed.RssAllowance;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;

/** The rows of {@code OomKillTask} against the task table in the kernel's report. */
final class TaskTableAgreement {
    private static final long PAGE = 4096;

    private TaskTableAgreement() {}

    /**
     * No process that the kernel did not list, and each idle one as the kernel saw it.
     *
     * @param earlierVictims pids that may be in the newest sample, from before the kill
     * @param totalMemory that points are measured against, bytes; -1 where no points are told
     * @param idle what names of idle processes begin with
     */
    static void assertAgrees(
            List<RecordedEvent> rows, KernelOomReport report, List<Long> earlierVictims, long totalMemory, String idle)
            throws IOException {
        assertThat(rows)
                .extracting(row -> row.getLong("pid"))
                .doesNotHaveDuplicates()
                .isSubsetOf(Stream.concat(report.tasks().stream().map(OomTask::pid), earlierVictims.stream())
                        .toList());
        List<OomTask> idleTasks = report.tasks().stream()
                .filter(task -> task.name().startsWith(idle))
                .toList();
        assertThat(idleTasks).isNotEmpty();
        for (OomTask task : idleTasks) {
            RecordedEvent idleRow = rows.stream()
                    .filter(row -> row.getLong("pid") == task.pid())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row of " + task));
            assertRowAgrees(idleRow, task);
            assertPointsAgree(idleRow.getInt("oomPoints"), task, totalMemory);
        }
    }

    /** A process that only grows: at the kill it had what the report says, and the row is from before that. */
    static void assertBetween(List<RecordedEvent> rows, long pid, long before, KernelOomReport report)
            throws IOException {
        RecordedEvent row = rows.stream()
                .filter(each -> each.getLong("pid") == pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + pid));
        OomTask task = report.tasks().stream()
                .filter(each -> each.pid() == pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the report: " + pid));
        long allowance = RssAllowance.ofThisMachine().bytes();
        assertThat(row.getLong("anonRss"))
                .as("anonymous memory of " + task)
                .isBetween(before - allowance, task.rssPages() * PAGE + 3 * allowance);
        assertThat(row.getInt("oomScoreAdj")).isEqualTo(task.oomScoreAdj());
        assertThat(row.getBoolean("isVictim")).isFalse();
    }

    /**
     * The kernel prints no points, but all that it counted: oom_badness in mm/oom_kill.c.
     *
     * @param totalMemory bytes; -1 where no points are told
     */
    static void assertPointsAgree(int points, OomTask task, long totalMemory) throws IOException {
        if (totalMemory < 0) {
            assertThat(points).isEqualTo(Integer.MIN_VALUE);
            return;
        }
        long expected = task.rssPages()
                + task.swapEntries()
                + task.pageTableBytes() / PAGE
                + task.oomScoreAdj() * (totalMemory / PAGE / 1000);
        long allowance = 3 * RssAllowance.ofThisMachine().bytes() / PAGE;
        assertThat((long) points).as("points of " + task).isBetween(expected - allowance, expected + allowance);
    }

    private static void assertRowAgrees(RecordedEvent row, OomTask task) throws IOException {
        assertThat(row.getString("name")).isEqualTo(task.name());
        assertThat(row.getLong("uid")).isEqualTo(task.uid());
        assertThat(row.getLong("totalVm")).isEqualTo(task.totalVmPages() * PAGE);
        assertThat(row.getLong("pageTables")).isEqualTo(task.pageTableBytes());
        assertThat(row.getLong("swap")).isEqualTo(task.swapEntries() * PAGE);
        assertThat(row.getInt("oomScoreAdj")).isEqualTo(task.oomScoreAdj());
        assertThat(row.getBoolean("isVictim")).isFalse();
        long allowance = RssAllowance.ofThisMachine().bytes();
        assertThat(row.getLong("anonRss") + row.getLong("fileRss") + row.getLong("shmemRss"))
                .as("resident memory of " + task)
                .isBetween(task.rssPages() * PAGE - 3 * allowance, task.rssPages() * PAGE + 3 * allowance);
        if (task.anonRssPages() >= 0) {
            KillAgreement.assertRssAgrees("anon", row.getLong("anonRss"), task.anonRssPages() * PAGE);
            KillAgreement.assertRssAgrees("shmem", row.getLong("shmemRss"), task.shmemRssPages() * PAGE);
        }
    }
}
