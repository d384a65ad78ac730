// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.bpf.record.ObservedProcess;
import io.github.oomwitness.finding.KillBySignal;

/** Who killed whom without the kernel running out of memory, in one sentence. */
final class KillBySignalLine {
    private KillBySignalLine() {}

    static String of(KillBySignal kill) {
        return "killed, but not for want of memory: " + name(kill.record().victim()) + " got SIGKILL from "
                + name(kill.record().sender());
    }

    private static String name(ObservedProcess process) {
        return process.name() + " (pid " + (process.pid() < 0 ? "unknown here" : process.pid()) + ")";
    }
}
