// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.WitnessStatus;
import io.github.oomwitness.finding.WitnessState;

/** Fills a {@link WitnessStatus} event. */
final class WitnessStatusWriter {
    private WitnessStatusWriter() {}

    static WitnessStatus eventOf(WitnessState state) {
        WitnessStatus event = new WitnessStatus();
        event.version = state.version();
        event.source = "none".equals(state.source()) ? null : state.source();
        event.loader = state.loader();
        event.degradedBecause = state.degradedBecause();
        event.role = state.role();
        event.kernel = state.kernel();
        event.cgroupVersion = state.cgroupVersion();
        event.cgroupPath = state.cgroupPath();
        event.oomGroup = state.oomGroup();
        event.memoryLimit = state.memoryLimit();
        event.capabilities = state.capabilities();
        event.lostRecords = Count.of(state.lostRecords());
        event.options = state.options();
        return event;
    }
}
