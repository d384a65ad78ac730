// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.finding.WitnessState;
import io.github.oomwitness.options.Endpoint;
import io.github.oomwitness.sink.meters.state.MeterState;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.function.Supplier;

/** Keeps the agent's own registry up to date and answers scrapes of it. Loaded only where an endpoint was asked for. */
public final class MetersSink implements Sink {
    private final MeterState state;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WitnessMeters meters;
    private final PrometheusEndpoint endpoint;

    private MetersSink(Endpoint listen, boolean ledgerRows, Supplier<WitnessState> witness) throws IOException {
        this.state = new MeterState(ledgerRows);
        this.meters = new WitnessMeters(state, witness);
        meters.bindTo(registry);
        new CgroupMeters(state).bindTo(registry);
        new PressureMeters(state).bindTo(registry);
        new StallMeters(witness).bindTo(registry);
        new LedgerMeters(state).bindTo(registry);
        this.endpoint = PrometheusEndpoint.start(listen, registry);
    }

    /**
     * Starts to listen.
     *
     * @param ledgerRows whether each row of the ledger is to be a meter
     * @throws IOException where the address or the port cannot be had
     * @throws LinkageError where this JVM was built without jdk.httpserver
     */
    public static MetersSink open(Endpoint listen, boolean ledgerRows, Supplier<WitnessState> witness)
            throws IOException {
        return new MetersSink(listen, ledgerRows, witness);
    }

    /** Where scrapes are answered; the port that was taken where a free one was asked for. */
    public Endpoint endpoint() {
        return endpoint.address();
    }

    @Override
    public void accept(Finding finding) {
        state.accept(finding);
    }

    @Override
    public void close() {
        endpoint.close();
        registry.close();
    }
}
