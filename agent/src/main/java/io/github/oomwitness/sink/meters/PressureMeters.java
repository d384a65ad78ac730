// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.pressure.Unreclaimable;
import io.github.oomwitness.sink.meters.state.MeterState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How near a kill is. */
final class PressureMeters implements MeterBinder {
    private final MeterState meters;

    PressureMeters(MeterState meters) {
        this.meters = meters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "cgroup.memory.unreclaimable",
                "bytes",
                "What of the usage the kernel cannot free",
                state -> state.fromFiles(reading -> Unreclaimable.of(reading.stat())));
        gauge(
                registry,
                "cgroup.memory.headroom",
                "bytes",
                "What is left under the limit before the kernel kills, usable swap included",
                MeterState::headroom);
        gauge(
                registry,
                "cgroup.memory.time.to.limit",
                "seconds",
                "Until the headroom is used up at the present rate; +Inf where nothing grows",
                MeterState::timeToLimit);
        gauge(
                registry,
                "cgroup.memory.pressure.level",
                null,
                "How near a kill is: 0 normal, 1 warning, 2 critical",
                MeterState::pressureLevel);
        for (PressureLevel level : List.of(PressureLevel.WARNING, PressureLevel.CRITICAL)) {
            FunctionCounter.builder("cgroup.memory.pressure.episodes", meters.episodes(level), AtomicLong::get)
                    .description("How often the memory pressure has come to this level")
                    .tag("level", level.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            @Nullable String unit,
            String description,
            ToDoubleFunction<MeterState> value) {
        Gauge.builder(name, meters, value)
                .description(description)
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
    }
}
