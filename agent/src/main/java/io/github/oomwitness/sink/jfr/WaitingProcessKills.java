// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.ProcessKill;
import io.github.oomwitness.finding.KillBySignal;

/** Kills by other processes, about 2 KB each. */
final class WaitingProcessKills extends WaitingFindings<KillBySignal> {
    private static final int MOST = 256;

    WaitingProcessKills() {
        super(MOST);
    }

    @Override
    boolean isRecorded() {
        return new ProcessKill().isEnabled();
    }

    @Override
    void commit(KillBySignal kill) {
        ProcessKillWriter.eventOf(kill).commit();
    }
}
