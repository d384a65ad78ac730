// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.bpf.record.KilledProcess;
import io.github.oomwitness.process.ProcessReading;

/** How much the victim had grown: from where the process table saw it begin to what the kernel says it had in the end. */
final class VictimGrowth {
    /** That of the process table's own growth. */
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private VictimGrowth() {}

    /** Bytes; {@code Long.MIN_VALUE} where it lived longer than that and the table had not seen it. */
    static long of(Kill kill) {
        KilledProcess victim = kill.record().victim();
        if (victim.anonRss() < 0 || victim.shmemRss() < 0) {
            return Long.MIN_VALUE;
        }
        long size = victim.anonRss() + victim.shmemRss();
        ProcessReading before = kill.victimBefore();
        if (before != null && before.growth() != Long.MIN_VALUE) {
            return size - (before.anonRss() + before.shmemRss() - before.growth());
        }
        boolean young = victim.startNanos() > 0 && kill.record().timeNanos() - victim.startNanos() <= WINDOW_NANOS;
        return young ? size : Long.MIN_VALUE;
    }
}
