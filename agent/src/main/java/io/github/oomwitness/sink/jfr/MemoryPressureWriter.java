// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.events.MemoryPressure;
import io.github.oomwitness.finding.PressureChange;
import io.github.oomwitness.pressure.PressureReading;
import io.github.oomwitness.pressure.PressureState;
import io.github.oomwitness.process.ProcessGrowth;
import org.jspecify.annotations.Nullable;

/** Fills a {@link MemoryPressure} event from a change of level. */
final class MemoryPressureWriter {
    private static final double NANOS_PER_SECOND = 1e9;

    private MemoryPressureWriter() {}

    static MemoryPressure eventOf(PressureChange change) {
        MemoryPressure event = new MemoryPressure();
        PressureState now = change.now();
        event.level = now.level().name();
        event.previousLevel = change.previous().name();
        event.reason = now.reason() == null ? null : now.reason().name();
        if (!Double.isNaN(now.growthRate())) {
            event.growthRate = Math.round(now.growthRate());
        }
        if (!Double.isNaN(now.timeToLimit())) {
            // Beyond a long's range the largest there is, which tools show as forever.
            event.timeToLimit = (long) (now.timeToLimit() * NANOS_PER_SECOND);
        }
        writeReading(event, now.reading());
        event.memoryUsage = change.sample().usage();
        CgroupReading files = change.sample().files();
        if (files != null) {
            event.psiSomeAvg10 = files.pressure().someAvg10();
            event.psiFullAvg10 = files.pressure().fullAvg10();
        }
        if (!change.growers().isEmpty()) {
            ProcessGrowth top = change.growers().get(0);
            event.topGrowerPid = top.pid();
            event.topGrowerName = top.name();
            event.topGrowth = top.growth();
        }
        HeapWriter.write(event, change.sample().heap(), change.sample().jvmRss());
        return event;
    }

    private static void writeReading(MemoryPressure event, @Nullable PressureReading reading) {
        if (reading != null) {
            event.headroom = reading.headroom();
            event.unreclaimable = reading.unreclaimable();
            event.memoryLimit = reading.limit();
            event.limitCgroup = reading.limitCgroup();
        }
    }
}
