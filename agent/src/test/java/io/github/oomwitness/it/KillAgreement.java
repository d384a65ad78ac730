// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.KilledProcess;
import io.github.oomwitness.testbed.OomAccount;
import io.github.oomwitness.testbed.OomConstraint;
import io.github.oomwitness.testbed.OomTask;
import io.github.oomwitness.testbed.RssAllowance;
import java.io.IOException;
import jdk.jfr.consumer.RecordedEvent;

/** An {@code OomKill} event against what the kernel printed for the same kill. */
final class KillAgreement {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    private KillAgreement() {}

    static void assertVictimAgrees(RecordedEvent event, KilledProcess kernel) throws IOException {
        assertThat(event.getString("victimName")).isEqualTo(kernel.name());
        assertThat(event.getLong("victimUid")).isEqualTo(kernel.uid());
        assertThat(event.getInt("victimOomScoreAdj")).isEqualTo(kernel.oomScoreAdj());
        assertThat(event.getLong("victimTotalVm")).isEqualTo(kernel.totalVm());
        assertThat(event.getLong("victimPageTables") / KIB * KIB).isEqualTo(kernel.pageTables());
        assertRssAgrees("anon", event.getLong("victimAnonRss"), kernel.anonRss());
        assertRssAgrees("file", event.getLong("victimFileRss"), kernel.fileRss());
        assertRssAgrees("shmem", event.getLong("victimShmemRss"), kernel.shmemRss());
        assertThat(event.getBoolean("victimRssIsApproximate")).isEqualTo(RunningKernel.isBefore(6, 2));
    }

    /**
     * Kernels from 6.2 to 6.18 print the counter without what each CPU still holds back (lib/percpu_counter.c): up to one
     * batch a CPU. The event has the exact sum, so it may differ by that much and no more.
     */
    static void assertRssAgrees(String kind, long event, long kernel) throws IOException {
        assertThat(Math.abs(event - kernel))
                .as(kind + "-rss: event " + event + ", kernel " + kernel)
                .isLessThanOrEqualTo(RssAllowance.ofThisMachine().bytes());
    }

    static void assertCauseAgrees(RecordedEvent event, KernelOomReport report) {
        OomAccount memory = report.memory().orElseThrow();
        assertThat(event.getLong("limitCgroupLimit")).isEqualTo(memory.limit());
        assertThat(event.getLong("memoryLimit")).isEqualTo(memory.limit());
        // The kernel prints its report between the decision and the death: other tasks may take or give pages
        // meanwhile. A page too much is charged first and then taken back (page_counter_try_charge), so the limit is no
        // bound.
        assertThat(event.getLong("memoryUsage")).isBetween(memory.usage() - 2 * MIB, memory.usage() + 2 * MIB);
        assertThat(event.getString("constraint")).isEqualTo("memcg");
        assertThat(report.constraint().orElseThrow().constraint()).isEqualTo("CONSTRAINT_MEMCG");
        assertThat(event.getString("limitCgroup"))
                .isEqualTo(report.constraint().orElseThrow().oomMemcg().orElseThrow());
        assertThat(event.getString("victimCgroup"))
                .isEqualTo(report.constraint().orElseThrow().taskMemcg().orElseThrow());
        assertThat(event.getString("triggerName"))
                .isEqualTo(report.invocation().orElseThrow().name());
        assertThat(event.getLong("heapUsed")).isBetween(1L, 64 * MIB);
        if (RunningKernel.isBefore(5, 13)) {
            assertThat(event.getString("kernelStack")).isNull();
        } else {
            assertThat(event.getString("kernelStack")).contains("mem_cgroup_out_of_memory");
        }
    }

    /** The names and masks of the line {@code oom-kill:constraint=...}. */
    static void assertConstraintAgrees(RecordedEvent event, KernelOomReport report) {
        OomConstraint constraint = report.constraint().orElseThrow();
        assertThat(event.getString("limitCgroup"))
                .isEqualTo(constraint.oomMemcg().orElseThrow());
        assertMasksAgree(event, report);
    }

    /** The same but for the cgroup whose limit fired, as there may have been none. */
    static void assertMasksAgree(RecordedEvent event, KernelOomReport report) {
        OomConstraint constraint = report.constraint().orElseThrow();
        assertThat(event.getString("victimCgroup"))
                .isEqualTo(constraint.taskMemcg().orElseThrow());
        assertThat(event.getString("cpuset")).isEqualTo(constraint.cpuset());
        assertThat(event.getString("memsAllowed")).isEqualTo(constraint.memsAllowed());
        assertThat(String.valueOf(event.getString("nodemask")))
                .isEqualTo(constraint.nodeMask().equals("(null)") ? "null" : constraint.nodeMask());
        assertThat(event.getString("victimName")).isEqualTo(constraint.task());
        assertThat(event.getLong("victimHostPid")).isEqualTo(constraint.pid());
        assertThat(event.getLong("victimUid")).isEqualTo(constraint.uid());
    }

    /**
     * A fact on the rungs that see the decision; on the others missing, and the limit says that it was concluded.
     *
     * @param limit bytes of the cgroup that ran out
     */
    static void assertDecisionIsToldOrMissing(RecordedEvent event, KernelOomReport report, long limit)
            throws IOException {
        boolean seen = RungUnderTest.seesDecisions(event);
        assertThat(event.getBoolean("limitIsInferred")).isNotEqualTo(seen);
        assertThat(event.getString("message")).isEqualTo(seen ? "Memory cgroup out of memory" : null);
        assertThat(event.getLong("totalMemory")).isEqualTo(seen ? limit : -1);
        if (seen) {
            assertThat(event.getInt("order"))
                    .isEqualTo(report.invocation().orElseThrow().order());
            assertThat(event.getString("gfpMask"))
                    .isEqualTo("0x"
                            + Long.toHexString(report.invocation().orElseThrow().gfpMask()));
            OomTask victim = report.tasks().stream()
                    .filter(task -> task.pid() == event.getLong("victimHostPid"))
                    .findFirst()
                    .orElseThrow();
            TaskTableAgreement.assertPointsAgree(event.getInt("victimOomPoints"), victim, limit);
        } else {
            assertThat(event.getInt("order")).isEqualTo(Integer.MIN_VALUE);
            assertThat(event.getInt("victimOomPoints")).isEqualTo(Integer.MIN_VALUE);
            assertThat(event.getString("gfpMask")).isNull();
        }
    }
}
