// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.Verdict;
import io.github.oomwitness.finding.VerdictReached;

/** Verdicts, under 1 KB each: whoever starts a recording because of a kill wants to know why it came. */
final class WaitingVerdicts extends WaitingFindings<VerdictReached> {
    private static final int MOST = 64;

    WaitingVerdicts() {
        super(MOST);
    }

    @Override
    boolean isRecorded() {
        return new Verdict().isEnabled();
    }

    @Override
    void commit(VerdictReached verdict) {
        VerdictWriter.eventOf(verdict).commit();
    }
}
