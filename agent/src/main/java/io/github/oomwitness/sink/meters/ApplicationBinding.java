// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.finding.WitnessState;
import io.github.oomwitness.sink.meters.state.MeterState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters, registered with the application's global registry. {@link BinderLoader} defines this class for the
 * application's Micrometer, of 1.3 or later, so it uses nothing that came with a newer one.
 *
 * <p>The binders fill a registry of our own first. So it is known which names there are before the application sees any: where
 * it has given one of them to a meter of its own, with whichever tags, ours steps aside, because Prometheus takes one set of
 * tags for each name.
 */
public final class ApplicationBinding implements AutoCloseable {
    /**
     * Counters of functions hold what they read weakly. Here it is held as long as this class is, and that is as long as the
     * application's registry has a meter of ours or the application's loader lives.
     */
    private static final List<ApplicationBinding> BINDINGS = new ArrayList<>();

    private final SimpleMeterRegistry staging = new SimpleMeterRegistry();
    private final MeterRegistry application;
    private final List<Meter> registered = new ArrayList<>();

    private ApplicationBinding(MeterRegistry application) {
        this.application = application;
    }

    /**
     * Registers all meters with the global registry of the Micrometer that this class was defined for.
     *
     * @param steppedAside told each name that the application has taken
     */
    public static AutoCloseable bind(MeterState meters, Supplier<WitnessState> witness, Consumer<String> steppedAside) {
        ApplicationBinding binding = new ApplicationBinding(Metrics.globalRegistry);
        synchronized (BINDINGS) {
            BINDINGS.add(binding);
        }
        new WitnessMeters(meters, witness).bindTo(binding.staging);
        new CgroupMeters(meters).bindTo(binding.staging);
        new PressureMeters(meters).bindTo(binding.staging);
        new StallMeters(witness).bindTo(binding.staging);
        new LedgerMeters(meters).bindTo(binding.staging);
        binding.register(steppedAside);
        return binding;
    }

    /** Takes all of them back. */
    @Override
    public void close() {
        registered.forEach(application::remove);
        registered.clear();
        staging.close();
        synchronized (BINDINGS) {
            BINDINGS.remove(this);
        }
    }

    private void register(Consumer<String> steppedAside) {
        Set<String> taken = new TreeSet<>();
        addNames(application, taken);
        Set<String> ours = new TreeSet<>();
        for (Meter meter : staging.getMeters()) {
            ours.add(meter.getId().getName());
        }
        taken.retainAll(ours);
        taken.forEach(steppedAside);
        for (Meter meter : staging.getMeters()) {
            Meter forwarding = taken.contains(meter.getId().getName()) ? null : register(meter);
            if (forwarding != null) {
                registered.add(forwarding);
            }
        }
    }

    /** Of the registries behind a composite too: an application may have registered with one of them directly. */
    private static void addNames(MeterRegistry registry, Set<String> names) {
        for (Meter meter : registry.getMeters()) {
            names.add(meter.getId().getName());
        }
        if (registry instanceof CompositeMeterRegistry composite) {
            for (MeterRegistry part : composite.getRegistries()) {
                addNames(part, names);
            }
        }
    }

    private @Nullable Meter register(Meter meter) {
        Meter.Id id = meter.getId();
        if (meter instanceof Gauge gauge) {
            return Gauge.builder(id.getName(), gauge, Gauge::value)
                    .tags(id.getTags())
                    .description(id.getDescription())
                    .baseUnit(id.getBaseUnit())
                    .strongReference(true)
                    .register(application);
        }
        if (meter instanceof FunctionCounter counter) {
            return FunctionCounter.builder(id.getName(), counter, FunctionCounter::count)
                    .tags(id.getTags())
                    .description(id.getDescription())
                    .baseUnit(id.getBaseUnit())
                    .register(application);
        }
        if (meter instanceof FunctionTimer timer) {
            return FunctionTimer.builder(
                            id.getName(),
                            timer,
                            theirs -> (long) theirs.count(),
                            theirs -> theirs.totalTime(TimeUnit.NANOSECONDS),
                            TimeUnit.NANOSECONDS)
                    .tags(id.getTags())
                    .description(id.getDescription())
                    .register(application);
        }
        throw new IllegalStateException("a meter of a kind that nobody forwards: " + id);
    }
}
