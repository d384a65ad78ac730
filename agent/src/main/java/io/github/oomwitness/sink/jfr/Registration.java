// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.Action;
import io.github.oomwitness.events.ContainerMemory;
import io.github.oomwitness.events.MemoryLedger;
import io.github.oomwitness.events.MemoryPressure;
import io.github.oomwitness.events.OomKill;
import io.github.oomwitness.events.OomKillMemory;
import io.github.oomwitness.events.OomKillTask;
import io.github.oomwitness.events.ProcessKill;
import io.github.oomwitness.events.ProcessMemory;
import io.github.oomwitness.events.ReclaimStall;
import io.github.oomwitness.events.Verdict;
import io.github.oomwitness.events.WitnessStatus;
import java.util.List;
import jdk.jfr.FlightRecorder;

/** The event types, known to the recorder. */
final class Registration {
    private final List<Runnable> hooks;

    private Registration(List<Runnable> hooks) {
        this.hooks = hooks;
    }

    /** All or nothing: what was registered halfway would be registered twice by the next try. */
    static Registration make(Runnable status, Runnable containerMemory, Runnable processMemory) {
        Registration registration = new Registration(List.of(status, containerMemory, processMemory));
        try {
            register(status, containerMemory, processMemory);
            return registration;
        } catch (OutOfMemoryError full) {
            registration.undo();
            throw full;
        }
    }

    private static void register(Runnable status, Runnable containerMemory, Runnable processMemory) {
        // Classes register themselves when they are initialised, but not a second time after a detach.
        FlightRecorder.register(OomKill.class);
        FlightRecorder.register(OomKillMemory.class);
        FlightRecorder.register(OomKillTask.class);
        FlightRecorder.register(WitnessStatus.class);
        FlightRecorder.register(ContainerMemory.class);
        FlightRecorder.register(ProcessMemory.class);
        FlightRecorder.register(MemoryPressure.class);
        FlightRecorder.register(ProcessKill.class);
        FlightRecorder.register(MemoryLedger.class);
        FlightRecorder.register(Verdict.class);
        FlightRecorder.register(Action.class);
        FlightRecorder.register(ReclaimStall.class);
        FlightRecorder.addPeriodicEvent(WitnessStatus.class, status);
        FlightRecorder.addPeriodicEvent(ContainerMemory.class, containerMemory);
        FlightRecorder.addPeriodicEvent(ProcessMemory.class, processMemory);
    }

    void undo() {
        hooks.forEach(FlightRecorder::removePeriodicEvent);
        FlightRecorder.unregister(ReclaimStall.class);
        FlightRecorder.unregister(ProcessKill.class);
        FlightRecorder.unregister(Action.class);
        FlightRecorder.unregister(Verdict.class);
        FlightRecorder.unregister(MemoryLedger.class);
        FlightRecorder.unregister(MemoryPressure.class);
        FlightRecorder.unregister(ProcessMemory.class);
        FlightRecorder.unregister(ContainerMemory.class);
        FlightRecorder.unregister(WitnessStatus.class);
        FlightRecorder.unregister(OomKillTask.class);
        FlightRecorder.unregister(OomKillMemory.class);
        FlightRecorder.unregister(OomKill.class);
    }
}
