// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.terminal.Amounts;
import io.github.oomwitness.demo.terminal.Terminal;
import io.github.oomwitness.testbed.KilledProcess;
import java.util.List;

/** What one sees without the agent. */
final class BareReport {
    private final Terminal terminal;

    BareReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(KillStory story) {
        terminal.headline("Without the agent");
        lines(story).forEach(terminal::paragraph);
        terminal.blank();
        KilledProcess killed = story.kill().process();
        terminal.paragraph("The kernel knew: it killed " + killed.name() + ", pid " + killed.pid() + ", with "
                + Amounts.mebibytes(killed.anonRss())
                + " of anonymous memory. Run the demo with the agent to see the service know it too.");
    }

    static List<String> lines(KillStory story) {
        return List.of(
                "POST minutes.md",
                "  " + story.ordinary().status() + ", "
                        + story.ordinary().body().length() + " characters of HTML",
                "",
                "POST catalogue.md",
                "  " + story.failed().status(),
                "  " + story.failed().body().strip(),
                "",
                "137 is 128 + 9: somebody sent SIGKILL. Who, and why?");
    }
}
