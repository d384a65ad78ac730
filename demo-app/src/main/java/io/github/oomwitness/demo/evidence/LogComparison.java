// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import io.github.oomwitness.demo.evidence.Finding.Verdict;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.KilledProcess;
import io.github.oomwitness.testbed.OomAccount;
import io.github.oomwitness.testbed.OomConstraint;
import io.github.oomwitness.testbed.RssAllowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds an event against the kernel's log.
 *
 * <p>The log rounds bytes down to kibibytes. Its three RSS values are approximate on Linux 6.2 to 6.18, where the event's are exact: they
 * may differ by what the CPUs had not yet added up, a computed bound, and by no more. What the kernel's line does not state, and what is
 * beyond the event's source, is not compared; the process itself and its limit have to be there.
 */
public final class LogComparison {
    private static final String UNKNOWN = "unknown";
    private static final long KIBIBYTE = 1024;

    private final KillEvent event;
    private final RssAllowance allowance;
    private final List<Finding> findings = new ArrayList<>();

    private LogComparison(KillEvent event, RssAllowance allowance) {
        this.event = event;
        this.allowance = allowance;
    }

    /** What the two have in common. */
    public static List<Finding> compare(KillEvent event, KernelKill kill, RssAllowance allowance) {
        LogComparison comparison = new LogComparison(event, allowance);
        comparison.process(kill.process());
        kill.report().ifPresent(comparison::report);
        return List.copyOf(comparison.findings);
    }

    private void process(KilledProcess process) {
        exact("pid", event.number("victimHostPid"), process.pid());
        text("name", event.text("victimName"), process.name());
        exact("UID", event.number("victimUid"), process.uid());
        kibibytes("total-vm", event.number("victimTotalVm"), process.totalVm(), 0);
        kibibytes("anon-rss", event.number("victimAnonRss"), process.anonRss(), allowance.bytes());
        kibibytes("file-rss", event.number("victimFileRss"), process.fileRss(), allowance.bytes());
        kibibytes("shmem-rss", event.number("victimShmemRss"), process.shmemRss(), allowance.bytes());
        kibibytes("pgtables", event.number("victimPageTables"), process.pageTables(), 0);
        exact("oom_score_adj", event.signedNumber("victimOomScoreAdj"), process.oomScoreAdj());
    }

    private void report(KernelOomReport report) {
        report.memory()
                .map(OomAccount::limit)
                .ifPresent(limit -> kibibytes("limit", event.limit("limitCgroupLimit"), limit, 0));
        report.constraint().ifPresent(this::constraint);
        report.invocation().ifPresent(invocation -> {
            event.text("triggerName").ifPresent(name -> text("trigger", Optional.of(name), invocation.name()));
            OptionalLong order = event.signedNumber("order");
            if (order.isPresent()) {
                exact("order", order, invocation.order());
            }
        });
    }

    private void constraint(OomConstraint constraint) {
        constraint.oomMemcg().ifPresent(path -> text("oom_memcg", event.text("limitCgroup"), path));
        constraint.taskMemcg().ifPresent(path -> text("task_memcg", event.text("victimCgroup"), path));
    }

    private void text(String what, Optional<String> inEvent, String inLog) {
        String value = inEvent.orElse(UNKNOWN);
        findings.add(new Finding(what, false, value, inLog, value.equals(inLog) ? Verdict.EQUAL : Verdict.DIFFERENT));
    }

    private void exact(String what, OptionalLong inEvent, long inLog) {
        boolean equal = inEvent.isPresent() && inEvent.getAsLong() == inLog;
        add(what, inEvent, "", Long.toString(inLog), equal ? Verdict.EQUAL : Verdict.DIFFERENT);
    }

    private void kibibytes(String what, OptionalLong inEvent, long inLog, long allowed) {
        Verdict verdict = inEvent.isEmpty() ? Verdict.DIFFERENT : verdict(inEvent.getAsLong(), inLog, allowed);
        add(what, inEvent, " B", inLog / KIBIBYTE + " kB", verdict);
    }

    static Verdict verdict(long bytes, long roundedDown, long allowed) {
        long difference = bytes - roundedDown;
        if (difference == 0) {
            return Verdict.EQUAL;
        }
        if (difference > 0 && difference < KIBIBYTE) {
            return Verdict.WITHIN_THE_KERNELS_ROUNDING;
        }
        return Math.abs(difference) <= allowed ? Verdict.WITHIN_THE_CPUS_BATCHES : Verdict.DIFFERENT;
    }

    private void add(String what, OptionalLong inEvent, String unit, String inLog, Verdict verdict) {
        String value = inEvent.isPresent() ? inEvent.getAsLong() + unit : UNKNOWN;
        findings.add(new Finding(what, true, value, inLog, verdict));
    }
}
