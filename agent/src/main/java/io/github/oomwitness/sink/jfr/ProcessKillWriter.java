// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.bpf.record.ObservedProcess;
import io.github.oomwitness.events.ProcessKill;
import io.github.oomwitness.finding.KillBySignal;

/** Fills a {@link ProcessKill} event. */
final class ProcessKillWriter {
    private ProcessKillWriter() {}

    static ProcessKill eventOf(KillBySignal kill) {
        ProcessKill event = new ProcessKill();
        ObservedProcess victim = kill.record().victim();
        event.pid = victim.pid();
        event.name = victim.name();
        event.commandLine = kill.commandLine();
        ObservedProcess sender = kill.record().sender();
        event.senderPid = sender.pid();
        event.senderName = sender.name();
        event.senderCommandLine = kill.senderCommandLine();
        return event;
    }
}
