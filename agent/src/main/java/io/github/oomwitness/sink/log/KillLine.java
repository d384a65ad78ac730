// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.bpf.record.KilledProcess;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.text.ByteText;

/** A kill in one sentence: who, how big, which limit, and how full the heap was. */
final class KillLine {
    private KillLine() {}

    static String of(Kill kill) {
        KilledProcess victim = kill.record().victim();
        return "OOM kill: " + (kill.record().victimIsGuess() ? guess(victim) : told(victim)) + " was killed "
                + cause(kill.limit()) + heap(kill.heap());
    }

    private static String told(KilledProcess victim) {
        return victim.name() + " (pid " + (victim.pid() < 0 ? "unknown here" : victim.pid()) + ") with "
                + ByteText.of(victim.anonRss()) + " anonymous, " + ByteText.of(victim.fileRss()) + " file and "
                + ByteText.of(victim.shmemRss()) + " shared memory";
    }

    /** The amounts are those of the last look before the death, which is worth saying only as far as it was seen. */
    private static String guess(KilledProcess victim) {
        return victim.pid() < 0 ? "a process that came and went unseen" : "probably " + told(victim);
    }

    private static String cause(FiredLimit limit) {
        return switch (limit.scope()) {
            case OWN -> "at its cgroup's limit of " + ByteText.of(limit.limit()) + " (" + limit.cgroup() + ")";
            case ANCESTOR ->
                "at the limit of " + ByteText.of(limit.limit()) + " of a cgroup above its own (" + limit.cgroup() + ")";
            case MACHINE -> "because the whole machine had no memory left";
            case NODES -> "because the NUMA nodes that a cpuset or a memory policy allows had no memory left";
            case UNKNOWN -> "at a limit that could not be told";
        };
    }

    private static String heap(HeapReading heap) {
        if (heap.used() < 0) {
            return "";
        }
        return "; this JVM's heap: " + ByteText.of(heap.used()) + " used, " + ByteText.of(heap.committed())
                + " committed" + (heap.max() < 0 ? "" : " of at most " + ByteText.of(heap.max()));
    }
}
