// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.KillBySignal;
import io.github.oomwitness.finding.Stall;

/** Fills in the events of a finding as the sink does, and commits none. */
public final class EventsOfKills {
    private static final ChildStarts NOBODY = new ChildStarts();

    private EventsOfKills() {}

    public static void make(Finding finding) {
        if (finding instanceof Kill kill) {
            OomKillWriter.eventOf(kill, NOBODY);
            OomKillMemoryWriter.eventOf(kill);
            OomKillTaskWriter.eventsOf(kill, 1);
        } else if (finding instanceof KillBySignal kill) {
            ProcessKillWriter.eventOf(kill);
        } else if (finding instanceof Stall stall) {
            ReclaimStallWriter.eventOf(stall);
        }
    }
}
