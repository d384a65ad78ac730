// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.evidence.Finding;
import io.github.oomwitness.demo.evidence.KillEvent;
import io.github.oomwitness.demo.evidence.LogComparison;
import io.github.oomwitness.demo.evidence.RecordedEvidence;
import io.github.oomwitness.demo.terminal.Amounts;
import io.github.oomwitness.demo.terminal.Terminal;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.RssAllowance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Why something died in a container with room to spare. */
final class PodLimitReport {
    private static final String EXPECTED = "verdict POD_LIMIT ";

    private final Terminal terminal;
    private final int exitCode;
    private final long usage;
    private final long limit;
    private final KernelKill kill;

    /**
     * A report that has yet to be shown.
     *
     * @param usage of the container while the victim was there, bytes
     * @param limit of the container, bytes
     */
    PodLimitReport(Terminal terminal, int exitCode, long usage, long limit, KernelKill kill) {
        this.terminal = terminal;
        this.exitCode = exitCode;
        this.usage = usage;
        this.limit = limit;
        this.kill = kill;
    }

    void showBare() {
        terminal.headline("Without the agent");
        bareLines().forEach(terminal::paragraph);
        terminal.blank();
        terminal.paragraph("Run the demo with the agent to see whose limit it was.");
    }

    /** Returns whether the agent saw whose limit it was, and agrees with the kernel's log. */
    boolean show(Optional<String> verdict, Path recording) throws IOException {
        Optional<KillEvent> event =
                RecordedEvidence.in(recording).killOf(kill.process().pid());
        if (event.isEmpty()) {
            terminal.headline("The agent missed it");
            terminal.paragraph("The kernel killed " + kill.process().name() + ", pid "
                    + kill.process().pid() + ", and the recording " + recording + " has no event for it.");
            return false;
        }
        List<Finding> findings = LogComparison.compare(event.get(), kill, RssAllowance.ofThisMachine());
        KillSummary summary = new KillSummary(event.get(), Optional.empty(), findings);
        terminal.blank();
        terminal.sideBySide("WITHOUT the agent", bareLines(), "WITH the agent", lines(event.get(), summary));
        terminal.headline("What the agent said");
        terminal.paragraph(verdict.orElse("nothing"));
        terminal.headline("The event against the kernel's log");
        terminal.table(new FindingsTable(findings).rows());
        terminal.blank();
        terminal.emphasised(summary.agreement());
        terminal.headline("The recording");
        terminal.emphasised(recording.toString());
        terminal.paragraph("jfr print --events oomwitness.OomKill,oomwitness.Verdict FILE");
        return findings.stream().allMatch(Finding::agrees)
                && event.get().flag("limitIsAncestor")
                && verdict.filter(line -> line.startsWith(EXPECTED)).isPresent();
    }

    private List<String> bareLines() {
        return List.of(
                kill.process().name(),
                "  exit code " + exitCode,
                "",
                "its container",
                "  " + Amounts.mebibytes(usage) + ", " + usage * 100 / limit + " % of its limit",
                "",
                "There was room. Why?");
    }

    private static List<String> lines(KillEvent event, KillSummary summary) {
        return List.of(
                "died     " + event.text("victimName").orElse("unknown"),
                "limit    " + Amounts.mebibytes(event.limit("limitCgroupLimit")) + ", of a cgroup above:",
                "         " + event.text("limitCgroup").orElse("unknown"),
                "         with " + Amounts.mebibytes(event.number("limitCgroupUsage")) + " charged to it",
                "own      " + Amounts.mebibytes(event.number("memoryUsage")) + " of "
                        + Amounts.mebibytes(event.limit("memoryLimit")),
                "proof    " + summary.agreement());
    }
}
