// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.finding.FiredLimit.Scope;
import io.github.oomwitness.finding.WitnessState;
import io.github.oomwitness.sink.meters.state.MeterState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The container's memory and its kills. Every combination of tags is there from the start: a counter that first appears
 * at 1 has no increase for an alert to see.
 *
 * <p>Counters of functions hold what they read weakly; {@link MetersSink} keeps it.
 */
final class WitnessMeters implements MeterBinder {
    private static final String BYTES = "bytes";

    private final MeterState meters;
    private final Supplier<WitnessState> witness;

    WitnessMeters(MeterState meters, Supplier<WitnessState> witness) {
        this.meters = meters;
        this.witness = witness;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindMemory(registry);
        bindKills(registry);
        bindSource(registry);
    }

    private void bindMemory(MeterRegistry registry) {
        Gauge.builder("cgroup.memory.usage", meters, MeterState::usage)
                .description("Memory charged to the container's cgroup, page cache included")
                .baseUnit(BYTES)
                .strongReference(true)
                .register(registry);
        Gauge.builder("cgroup.memory.limit", meters, MeterState::limit)
                .description("The tightest memory limit on the cgroup's path; +Inf where there is none")
                .baseUnit(BYTES)
                .strongReference(true)
                .register(registry);
    }

    private void bindKills(MeterRegistry registry) {
        for (boolean descendant : new boolean[] {true, false}) {
            for (Scope limit : MeterState.LIMITS) {
                FunctionCounter.builder("cgroup.oom.kills", meters.kills(descendant, limit), AtomicLong::get)
                        .description("Processes of the cgroup that the kernel killed for want of memory")
                        .tags(Tags.of(
                                "victim",
                                descendant ? "descendant" : "other",
                                "limit",
                                limit.name().toLowerCase(Locale.ROOT)))
                        .register(registry);
            }
        }
    }

    private void bindSource(MeterRegistry registry) {
        for (String source : SourceNames.ALL) {
            for (DegradedReason reason : DegradedReason.values()) {
                Gauge.builder("oomwitness.source", witness, states -> isInUse(states.get(), source, reason) ? 1 : 0)
                        .description("The way kills are seen: 1 for the one in use, and why it is not a better one")
                        .tags(Tags.of("source", source, "reason", reason.tag()))
                        .strongReference(true)
                        .register(registry);
            }
        }
        FunctionCounter.builder(
                        "oomwitness.records.lost",
                        witness,
                        states -> Math.max(0, states.get().lostRecords()))
                .description("Kills that could not be told, because the ring was full")
                .register(registry);
    }

    private static boolean isInUse(WitnessState state, String source, DegradedReason reason) {
        return source.equals(state.source()) && reason.tag().equals(state.degradedReason());
    }
}
