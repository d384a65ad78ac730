// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.evidence.ChildStart;
import io.github.oomwitness.demo.evidence.Finding;
import io.github.oomwitness.demo.evidence.FlightRecorderTool;
import io.github.oomwitness.demo.evidence.KillEvent;
import io.github.oomwitness.demo.evidence.LogComparison;
import io.github.oomwitness.demo.evidence.RecordedEvidence;
import io.github.oomwitness.demo.terminal.Terminal;
import io.github.oomwitness.testbed.RssAllowance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What one sees with the agent, beside what one sees without, and whether it is true. */
final class WitnessedReport {
    private final Terminal terminal;

    WitnessedReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Returns whether the recording has the kill and agrees with the kernel's log. */
    boolean show(KillStory story, Path recording, List<String> meters) throws IOException, InterruptedException {
        RecordedEvidence evidence = RecordedEvidence.in(recording);
        Optional<KillEvent> event = evidence.killOf(story.kill().process().pid());
        if (event.isEmpty()) {
            terminal.headline("The agent missed it");
            terminal.paragraph("The kernel killed " + story.kill().process().name() + ", pid "
                    + story.kill().process().pid() + ", and the recording has "
                    + evidence.kills().size()
                    + " events of the type " + KillEvent.TYPE + ", none of them for it. What the agent said is in "
                    + recording.resolveSibling("converter.log") + ".");
            return false;
        }
        return show(story, event.get(), evidence.startOf(event.get()), recording, meters);
    }

    private boolean show(
            KillStory story, KillEvent event, Optional<ChildStart> start, Path recording, List<String> meters)
            throws IOException, InterruptedException {
        RssAllowance allowance = RssAllowance.ofThisMachine();
        List<Finding> findings = LogComparison.compare(event, story.kill(), allowance);
        KillSummary summary = new KillSummary(event, start, findings);

        terminal.blank();
        terminal.sideBySide("WITHOUT the agent", BareReport.lines(story), "WITH the agent", summary.lines());
        terminal.headline("Timeline");
        new Timeline(story, event, start).lines().forEach(terminal::verbatim);
        terminal.headline("The event against the kernel's log");
        terminal.table(new FindingsTable(findings).rows());
        terminal.blank();
        terminal.emphasised(summary.agreement());
        if (findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.WITHIN_THE_CPUS_BATCHES)) {
            terminal.paragraph("The event's RSS is exact. The log's leaves out what each CPU has yet to add, up to "
                    + allowance.batch() + " pages: " + allowance.bytes() / 1024 + " kB on " + allowance.onlineCpus()
                    + " CPUs.");
        }
        terminal.headline(FlightRecorderTool.command(KillEvent.TYPE, recording.getFileName()));
        FlightRecorderTool.print(event, recording).forEach(terminal::verbatim);
        terminal.headline("What a scrape shows");
        List<String> idleSources = meters.stream()
                .filter(line -> line.startsWith("oomwitness_source{") && line.endsWith(" 0.0"))
                .toList();
        meters.stream().filter(line -> !idleSources.contains(line)).forEach(terminal::verbatim);
        terminal.paragraph("and " + idleSources.size() + " series of oomwitness_source at 0");
        terminal.headline("The recording");
        terminal.emphasised(recording.toString());
        terminal.paragraph(
                "In JDK Mission Control: File > Open File, then Event Browser > OOM Witness > Kill > OOM Kill.");
        terminal.paragraph("Without a desktop: jfr print --events 'oomwitness.*' FILE");
        return findings.stream().allMatch(Finding::agrees);
    }
}
