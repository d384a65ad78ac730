// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.bpf.record.StallCounts;
import io.github.oomwitness.finding.WitnessState;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long threads of this JVM were held up in direct reclaim, as the kernel program has counted it: stalls that are no event,
 * because too many came at a time, are in here.
 *
 * <p>A timer has no value for "not known": where the kernel program does not see stalls there is no such meter.
 */
final class StallMeters implements MeterBinder {
    private final Supplier<WitnessState> witness;

    StallMeters(Supplier<WitnessState> witness) {
        this.witness = witness;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (witness.get().stalls() == null) {
            return;
        }
        FunctionTimer.builder(
                        "cgroup.memory.reclaim.stall",
                        witness,
                        states -> counts(states).seen(),
                        states -> counts(states).nanos(),
                        TimeUnit.NANOSECONDS)
                .description("Threads of this JVM held up in direct reclaim, for 10 ms or longer each")
                .register(registry);
    }

    /** Of a source that has failed since nothing is known. */
    private static StallCounts counts(Supplier<WitnessState> states) {
        StallCounts counts = states.get().stalls();
        return counts == null ? new StallCounts(0, 0, 0) : counts;
    }
}
