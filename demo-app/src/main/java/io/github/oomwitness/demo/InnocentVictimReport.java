// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.evidence.Finding;
import io.github.oomwitness.demo.evidence.KillEvent;
import io.github.oomwitness.demo.evidence.LogComparison;
import io.github.oomwitness.demo.evidence.ProcessGrowth;
import io.github.oomwitness.demo.evidence.RecordedEvidence;
import io.github.oomwitness.demo.terminal.Amounts;
import io.github.oomwitness.demo.terminal.Terminal;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.RssAllowance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Who died and who grew, which are two processes here. */
final class InnocentVictimReport {
    private final Terminal terminal;
    private final InnocentDeath death;
    private final KernelKill kill;

    InnocentVictimReport(Terminal terminal, InnocentDeath death, KernelKill kill) {
        this.terminal = terminal;
        this.death = death;
        this.kill = kill;
    }

    void showBare() {
        terminal.headline("Without the agent");
        bareLines().forEach(terminal::paragraph);
        terminal.blank();
        terminal.paragraph("The kernel knew whom it killed: " + kill.process().name() + ", pid "
                + kill.process().pid() + ", with "
                + Amounts.mebibytes(kill.process().anonRss())
                + " of anonymous memory. Run the demo with the agent to see who grew.");
    }

    /** Returns whether the recording names both, and agrees with the kernel's log. */
    boolean show(Path recording) throws IOException {
        Optional<KillEvent> event =
                RecordedEvidence.in(recording).killOf(kill.process().pid());
        if (event.isEmpty()) {
            terminal.headline("The agent missed it");
            terminal.paragraph("The kernel killed " + kill.process().name() + ", pid "
                    + kill.process().pid() + ", and the recording " + recording + " has no event for it.");
            return false;
        }
        Instant killed = event.get().kernelTime().orElse(event.get().committedAt());
        List<ProcessGrowth> growths = ProcessGrowth.between(death.since(), killed, recording);
        if (growths.isEmpty()) {
            terminal.headline("The agent did not see who grew");
            terminal.paragraph("The recording " + recording + " has no table of processes from before the kill.");
            return false;
        }
        return show(event.get(), growths, recording);
    }

    private boolean show(KillEvent event, List<ProcessGrowth> growths, Path recording) throws IOException {
        List<Finding> findings = LogComparison.compare(event, kill, RssAllowance.ofThisMachine());
        ProcessGrowth grower = growths.get(0);
        KillSummary summary = new KillSummary(event, Optional.empty(), findings);

        terminal.blank();
        terminal.sideBySide("WITHOUT the agent", bareLines(), "WITH the agent", lines(event, grower, summary));
        terminal.headline("Who died and who grew");
        terminal.table(rows(growths));
        terminal.headline("The event against the kernel's log");
        terminal.table(new FindingsTable(findings).rows());
        terminal.blank();
        terminal.emphasised(summary.agreement());
        terminal.headline("The recording");
        terminal.emphasised(recording.toString());
        terminal.paragraph(
                "jfr print --events oomwitness.OomKill,oomwitness.OomKillTask,oomwitness.ProcessMemory FILE");
        return findings.stream().allMatch(Finding::agrees) && grower.pid() == death.growerPid();
    }

    private List<String> bareLines() {
        return List.of(
                kill.process().name() + " was idle",
                "  exit code " + death.exitCode(),
                "",
                "everybody else",
                "  " + (death.growerLives() ? "runs" : "is gone too"),
                "",
                "It had done nothing. Why it?");
    }

    private static List<String> lines(KillEvent event, ProcessGrowth grower, KillSummary summary) {
        return List.of(
                "died     " + event.text("victimName").orElse("unknown") + ", pid "
                        + text(event.number("victimPid")) + ", oom_score_adj "
                        + text(event.signedNumber("victimOomScoreAdj")),
                "         with " + Amounts.mebibytes(event.number("victimAnonRss")) + " anonymous",
                "grew     " + grower.name() + ", pid " + grower.pid() + ", oom_score_adj " + score(grower),
                "         from " + Amounts.mebibytes(grower.firstAnon()) + " to " + Amounts.mebibytes(grower.lastAnon())
                        + " anonymous",
                "limit    " + Amounts.mebibytes(event.limit("limitCgroupLimit")),
                "proof    " + summary.agreement());
    }

    private static List<List<String>> rows(List<ProcessGrowth> growths) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("process", "pid", "oom_score_adj", "first seen with", "last seen with", "growth"));
        for (ProcessGrowth process : growths) {
            rows.add(List.of(
                    process.name(),
                    Long.toString(process.pid()),
                    score(process),
                    Amounts.mebibytes(process.firstAnon()),
                    Amounts.mebibytes(process.lastAnon()),
                    Amounts.mebibytes(process.growth())));
        }
        return rows;
    }

    private static String score(ProcessGrowth process) {
        return process.oomScoreAdj().isPresent()
                ? Integer.toString(process.oomScoreAdj().getAsInt())
                : "unknown";
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "unknown";
    }
}
