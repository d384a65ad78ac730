// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.finding.ActionTaken;
import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.KillBySignal;
import io.github.oomwitness.finding.LedgerDrawn;
import io.github.oomwitness.finding.PressureChange;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.finding.VerdictReached;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.verdict.Verdict;
import java.util.List;

/**
 * One line a kill, and at most one a second: in a storm the next line, or the first sample a second later, says how many it
 * stands for. One line a kill by another process, and at most one a second. One line a change of memory
 * pressure, one a verdict. And one in all where processes cannot be read. For any thread.
 */
public final class LogSink implements Sink {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Log log;
    private long lastLineAt;
    private long lastKillAt;
    private int untold;
    private boolean saidBefore;
    private boolean saidWhoHides;
    private boolean saidOfSignals;
    private long lastSignalAt;
    private boolean saidWhatFits;

    public LogSink(Log log) {
        this.log = log;
    }

    @Override
    public void accept(Finding finding) {
        if (finding instanceof Kill kill) {
            tell(kill);
        } else if (finding instanceof Sample sample) {
            tellTheRest(System.nanoTime());
            if (!saidWhoHides) {
                tellWhoHides(sample.processes().largestFirst());
            }
        } else if (finding instanceof KillBySignal kill) {
            tell(kill);
        } else if (finding instanceof PressureChange change) {
            // A level stands for seconds, so that these lines need no bound of their own.
            log.info(PressureLine.of(change));
        } else if (finding instanceof VerdictReached reached) {
            log.info(VerdictLine.of(reached.verdict()));
        } else if (finding instanceof ActionTaken taken) {
            log.info(ActionLine.of(taken));
        } else if (finding instanceof LedgerDrawn drawn
                && !saidWhatFits
                && !drawn.fit().fits()) {
            saidWhatFits = true;
            log.info(FitLine.of(drawn.fit(), drawn.ledger()));
        }
    }

    @Override
    public void prepare(Kill example) {
        log.debug("ready to tell kills, such as: " + KillLine.of(example));
        // Only to have the classes in place before memory is short.
        PressureLine.of(PressureChange.example(example.sample()));
        VerdictLine.of(Verdict.example());
    }

    @Override
    public synchronized void close() {
        if (untold > 0) {
            log.info("and " + kills(untold) + " more");
            untold = 0;
        }
    }

    /** When kills have ceased nobody waits for the next one to hear of the last. */
    private synchronized void tellTheRest(long now) {
        if (untold > 0 && now - lastKillAt >= SECOND_NANOS) {
            log.info("OOM kills: " + kills(untold) + " more within a second of the one told of last");
            untold = 0;
        }
    }

    private synchronized void tell(Kill kill) {
        long now = kill.record().timeNanos();
        lastKillAt = now;
        if (saidBefore && now - lastLineAt < SECOND_NANOS) {
            untold++;
            return;
        }
        log.info(KillLine.of(kill) + (untold == 0 ? "" : " (and " + kills(untold) + " before it)"));
        saidBefore = true;
        lastLineAt = now;
        untold = 0;
    }

    /** What this JVM does to its own children is no news. Kills in quick succession are in the events. */
    private synchronized void tell(KillBySignal kill) {
        long now = kill.record().timeNanos();
        if (kill.byThisJvm() || (saidOfSignals && now - lastSignalAt < SECOND_NANOS)) {
            log.debug(KillBySignalLine.of(kill));
            return;
        }
        saidOfSignals = true;
        lastSignalAt = now;
        log.info(KillBySignalLine.of(kill));
    }

    private void tellWhoHides(List<ProcessReading> processes) {
        int hidden = 0;
        for (int index = 0; index < processes.size(); index++) {
            if (processes.get(index).isHidden()) {
                hidden++;
            }
        }
        if (hidden > 0) {
            saidWhoHides = true;
            log.error(hidden + " of the " + processes.size()
                    + " processes of this cgroup cannot be read, most likely because /proc is"
                    + " mounted with hidepid and they are other users': their memory is missing from events, and where no kernel"
                    + " program names victims they have no name; mount /proc without hidepid, or with gid= a group of this"
                    + " process");
        }
    }

    private static String kills(int count) {
        return count == 1 ? "1 kill" : count + " kills";
    }
}
