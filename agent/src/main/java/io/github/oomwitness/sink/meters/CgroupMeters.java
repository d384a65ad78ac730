// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.sink.meters.state.MeterState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/** What the cgroup's files say beyond usage and limit. NaN is a value that this kernel or this cgroup version lacks. */
final class CgroupMeters implements MeterBinder {
    private static final double MICROS_PER_SECOND = 1e6;

    private final MeterState meters;

    CgroupMeters(MeterState meters) {
        this.meters = meters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "cgroup.memory.peak", "The most memory ever charged to the cgroup", CgroupReading::peak);
        gauge(
                registry,
                "cgroup.memory.working.set",
                "Usage less the inactive page cache, as the kubelet reckons it",
                CgroupReading::workingSet);
        gauge(registry, "cgroup.memory.swap.usage", "Swap charged to the cgroup", CgroupReading::swapUsage);
        event(registry, "low", reading -> reading.events().low());
        event(registry, "high", reading -> reading.events().high());
        event(registry, "max", reading -> reading.events().max());
        event(registry, "oom", reading -> reading.events().oom());
        event(registry, "oom_kill", reading -> reading.events().oomKill());
        pressure(
                registry,
                "cgroup.pressure.memory.waiting",
                "Time in which at least one task waited for memory (PSI some)",
                reading -> reading.pressure().someTotalMicros());
        pressure(
                registry,
                "cgroup.pressure.memory.stalled",
                "Time in which all tasks waited for memory (PSI full)",
                reading -> reading.pressure().fullTotalMicros());
    }

    private void gauge(MeterRegistry registry, String name, String description, ToLongFunction<CgroupReading> value) {
        Gauge.builder(name, meters, state -> state.fromFiles(value))
                .description(description)
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }

    private void event(MeterRegistry registry, String event, ToLongFunction<CgroupReading> counter) {
        FunctionCounter.builder("cgroup.memory.events", meters, state -> state.sinceStart(counter))
                .description("memory.events of the cgroup since the agent's start")
                .tag("event", event)
                .register(registry);
    }

    private void pressure(
            MeterRegistry registry, String name, String description, ToLongFunction<CgroupReading> micros) {
        FunctionCounter.builder(name, meters, state -> state.sinceStart(micros) / MICROS_PER_SECOND)
                .description(description)
                .baseUnit("seconds")
                .register(registry);
    }
}
