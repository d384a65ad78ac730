// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.terminal.Amounts;
import io.github.oomwitness.demo.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same load twice: beside the garbage, and with a collection at the right moment. */
final class GarbageReport {
    private static final String VERDICT = "verdict ";
    private static final String EXPECTED = "verdict HEAP_GARBAGE ";
    private static final String COLLECTION = "on-critical gc: ";

    private final Terminal terminal;

    GarbageReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void showBare(SolverRun run) {
        terminal.headline("Without the agent");
        lines(run).forEach(terminal::paragraph);
        terminal.blank();
        terminal.paragraph(
                "The solver was killed, so the solver needs too much, one thinks. Run the demo with the agent to"
                        + " see who has the memory.");
    }

    /** Returns whether the agent blamed the garbage, and whether its collection saved the solver. */
    boolean show(SolverRun untouched, SolverRun collected) {
        List<String> saved = new ArrayList<>(lines(collected));
        saved.add("action   " + collected.line(COLLECTION).orElse("none was taken"));
        terminal.blank();
        terminal.sideBySide("WITHOUT on-critical", lines(untouched), "WITH on-critical=gc", saved);
        Optional<String> verdict = untouched.lastLine(VERDICT);
        terminal.headline("What the agent said when the solver was killed");
        terminal.paragraph(verdict.orElse("nothing"));
        return untouched.wasKilled()
                && verdict.filter(line -> line.startsWith(EXPECTED)).isPresent()
                && collected.survived();
    }

    private static List<String> lines(SolverRun run) {
        return List.of(
                "service  " + Amounts.mebibytes(run.usageBefore()) + " before the solver",
                "solver   exit code " + run.exitCode() + (run.survived() ? ", its work done" : ""),
                "kills    " + run.kills() + ", says the kernel's log");
    }
}
