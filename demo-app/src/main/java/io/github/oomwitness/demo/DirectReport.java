// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.terminal.Amounts;
import io.github.oomwitness.demo.terminal.Terminal;
import io.github.oomwitness.testbed.KernelKill;
import java.util.List;

/** What is left of a service that was killed itself: its last words, and what Kubernetes would show of them. */
final class DirectReport {
    private static final String EXPECTED = "verdict DIRECT_BUFFERS ";
    private static final String PRESSURE = "memory pressure CRITICAL";
    private static final String REFUSAL = "OutOfMemoryError";
    private static final int LINES_OF_A_TRACE = 7;

    private final Terminal terminal;

    DirectReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void showBare(PictureRun run) {
        terminal.headline("Without the agent");
        bareLines(run).forEach(terminal::paragraph);
        terminal.blank();
        terminal.paragraph("Run the demo with the agent to see what grew.");
    }

    /** Returns whether the agent knew before the kill, left word of it, and was right in what it advised. */
    boolean show(PictureRun leak, String termination, PictureRun bounded) {
        terminal.blank();
        terminal.sideBySide("WITHOUT the agent", bareLines(leak), "WITH the agent", lines(leak));
        terminal.headline("What the agent said before the kill");
        String verdict = leak.agentLine("verdict ").orElse("nothing");
        terminal.paragraph(verdict);
        terminal.headline("What kubectl describe pod shows after it: the termination log");
        terminal.paragraph(termination.isEmpty() ? "nothing" : termination);
        terminal.headline("The same service with a bound");
        List<String> trace = bounded.ownLines().stream()
                .dropWhile(line -> !line.contains(REFUSAL))
                .limit(LINES_OF_A_TRACE)
                .toList();
        trace.forEach(line -> terminal.verbatim(line.replace("\t", "    ")));
        terminal.paragraph("Exit code " + bounded.exitCode() + ", and no kill: the trace says who does not let go.");
        return leak.kill().isPresent()
                && verdict.startsWith(EXPECTED)
                && termination.startsWith("DIRECT_BUFFERS: ")
                && bounded.kill().isEmpty()
                && !trace.isEmpty();
    }

    private static List<String> bareLines(PictureRun run) {
        return List.of(
                "the service",
                "  exit code " + run.exitCode(),
                "",
                "its last words",
                "  " + run.lastWords(),
                "",
                "the heap's maximum",
                "  64 MiB of 256. So why?");
    }

    private static List<String> lines(PictureRun run) {
        return List.of(
                "warned   " + run.agentLine(PRESSURE).orElse("of nothing"),
                "killed   pid " + run.pid() + " with "
                        + run.kill()
                                .map(DirectReport::size)
                                .orElse("nothing known, says the kernel's log: it was not killed"));
    }

    private static String size(KernelKill kill) {
        return Amounts.mebibytes(kill.process().anonRss()) + " of anonymous memory, says the kernel's log";
    }
}
