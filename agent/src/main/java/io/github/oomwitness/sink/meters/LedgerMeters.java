// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.sink.meters.state.MeterState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** Where the memory went, and what it could come to. */
final class LedgerMeters implements MeterBinder {
    private final MeterState meters;

    LedgerMeters(MeterState meters) {
        this.meters = meters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cgroup.memory.worst.case", meters, MeterState::worstCase)
                .description("The heap at its maximum and all else at the most that was seen of it")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        if (meters.hasLedgerRows()) {
            for (LedgerRow row : LedgerRow.values()) {
                Gauge.builder("cgroup.memory.ledger", meters, state -> state.row(row))
                        .description("Where the container's memory went, resident bytes")
                        .baseUnit("bytes")
                        .tag("part", row.name().toLowerCase(Locale.ROOT))
                        .strongReference(true)
                        .register(registry);
            }
        }
    }
}
