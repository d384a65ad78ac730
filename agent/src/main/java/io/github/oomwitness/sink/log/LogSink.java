// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.Sink;

/** One line a kill, and at most one a second: in a storm the next line says how many it stands for. */
public final class LogSink implements Sink {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Log log;
    private long lastLineAt;
    private int untold;
    private boolean saidBefore;

    public LogSink(Log log) {
        this.log = log;
    }

    @Override
    public void accept(Finding finding) {
        if (finding instanceof Kill kill) {
            tell(kill);
        }
    }

    @Override
    public void prepare(Kill example) {
        log.debug("ready to tell kills, such as: " + KillLine.of(example));
    }

    @Override
    public void close() {
        if (untold > 0) {
            log.info("and " + kills(untold) + " more");
        }
    }

    private void tell(Kill kill) {
        long now = kill.record().timeNanos();
        if (saidBefore && now - lastLineAt < SECOND_NANOS) {
            untold++;
            return;
        }
        log.info(KillLine.of(kill) + (untold == 0 ? "" : " (and " + kills(untold) + " before it)"));
        saidBefore = true;
        lastLineAt = now;
        untold = 0;
    }

    private static String kills(int count) {
        return count == 1 ? "1 kill" : count + " kills";
    }
}
