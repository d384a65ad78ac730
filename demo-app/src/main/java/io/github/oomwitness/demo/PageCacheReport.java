// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.evidence.ContainerLook;
import io.github.oomwitness.demo.service.Answer;
import io.github.oomwitness.demo.terminal.Amounts;
import io.github.oomwitness.demo.terminal.Terminal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why a container at its limit is not one in need. */
final class PageCacheReport {
    /** Below it the container was not as full as was to be shown. */
    private static final int FULL_PERCENT = 97;

    private final Terminal terminal;
    private final long usage;
    private final long limit;
    private final Answer answer;
    private final int kills;

    PageCacheReport(Terminal terminal, long usage, long limit, Answer answer, int kills) {
        this.terminal = terminal;
        this.usage = usage;
        this.limit = limit;
        this.answer = answer;
        this.kills = kills;
    }

    void showBare() {
        terminal.headline("Without the agent");
        bareLines().forEach(terminal::paragraph);
        terminal.blank();
        terminal.paragraph("Run the demo with the agent to see what it is full of.");
    }

    void show(List<ContainerLook> looks, int events, Path recording) {
        terminal.blank();
        terminal.sideBySide(
                "WITHOUT the agent",
                bareLines(),
                "WITH the agent",
                fullest(looks).map(look -> lines(look, events)).orElse(List.of("saw nothing of the container")));
        terminal.headline("The kernel's log");
        terminal.emphasised(
                kills + " kills in this container, and " + events + " events of the type oomwitness.OomKill");
        terminal.headline("The recording");
        terminal.emphasised(recording.toString());
        terminal.paragraph("jfr print --events " + ContainerLook.TYPE + " FILE");
    }

    /** Whether the recording has the moment that this scenario is about. */
    boolean sawTheContainerFull(List<ContainerLook> looks) {
        return fullest(looks)
                .filter(look -> look.percentUsed() >= FULL_PERCENT && look.anon() < look.pageCache())
                .isPresent();
    }

    private List<String> bareLines() {
        return List.of(
                "memory usage",
                "  " + Amounts.mebibytes(usage),
                "  " + usage * 100 / limit + " % of the limit",
                "",
                "POST minutes.md",
                "  " + answer.status(),
                "",
                "Is the next kill a page away?");
    }

    private static List<String> lines(ContainerLook look, int events) {
        return List.of(
                "usage    " + Amounts.mebibytes(look.usage()) + ", " + look.percentUsed() + " % of the limit of "
                        + Amounts.mebibytes(look.limit()),
                "of that  " + Amounts.mebibytes(look.pageCache()) + " page cache",
                "         " + Amounts.mebibytes(look.anon()) + " anonymous, which is all that cannot be let go of here",
                "working  " + Amounts.mebibytes(look.workingSet()) + ", page cache in active use included",
                "kills    " + events);
    }

    private static Optional<ContainerLook> fullest(List<ContainerLook> looks) {
        return looks.stream()
                .filter(look -> look.limit() > 0)
                .max(Comparator.comparingLong(ContainerLook::usage).thenComparingLong(ContainerLook::pageCache));
    }
}
