// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.ProcessKillRecord;
import io.github.oomwitness.bpf.record.ReclaimStallRecord;

/** Whoever wants to know of kills. */
public interface KillListener {
    /** A kill. Called on the source's own thread, one after the other. */
    void onKill(KillRecord kill);

    /** A process that another one killed. Called like {@link #onKill}. */
    void onProcessKill(ProcessKillRecord kill);

    /** A thread of this JVM that was held up in direct reclaim. Called like {@link #onKill}. */
    void onStall(ReclaimStallRecord record);

    /** Once before the first kill: goes through the motions with an example, so that nothing is left to load. */
    void prepare(KillRecord example);
}
