// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.bpf.record.ReclaimStallRecord;
import io.github.oomwitness.events.ReclaimStall;
import io.github.oomwitness.finding.Stall;

/** Fills a {@link ReclaimStall} event. */
final class ReclaimStallWriter {
    private ReclaimStallWriter() {}

    static ReclaimStall eventOf(Stall stall) {
        ReclaimStall event = new ReclaimStall();
        ReclaimStallRecord record = stall.record();
        event.stallTime = record.stallNanos();
        event.threadId = record.tid();
        event.javaThread = stall.javaThread();
        event.reclaimed = record.reclaimed();
        event.order = record.order();
        return event;
    }
}
