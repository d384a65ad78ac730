// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import io.github.oomwitness.pressure.Thresholds;
import io.github.oomwitness.process.CommandLinePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options in effect.
 *
 * @param enabled false keeps the agent off
 * @param source which rung to take
 * @param scope whose kills to tell
 * @param interval between two samples while far from the limit, 10 ms to 60 s
 * @param thresholds of the near-OOM detector
 * @param onCritical what to do when the pressure comes to CRITICAL
 * @param dumpDirectory where recordings are written then; null for nowhere
 * @param terminationLog where the verdict is kept for after the container's end
 * @param prometheus where to answer scrapes, null for nowhere
 * @param micrometer whether to offer the meters to the application's own Micrometer
 * @param ledgerMeters whether there is a gauge for each row of the ledger
 * @param commandLines what may leave the agent of a command line
 * @param log how much to say
 * @param description one line that names each option with its value and its origin
 */
public record Options(
        boolean enabled,
        SourceChoice source,
        WitnessScope scope,
        Duration interval,
        Thresholds thresholds,
        Set<CriticalAction> onCritical,
        @Nullable Path dumpDirectory,
        TerminationLog terminationLog,
        @Nullable Endpoint prometheus,
        boolean micrometer,
        boolean ledgerMeters,
        CommandLinePolicy commandLines,
        LogLevel log,
        String description) {

    public Options {
        onCritical = Set.copyOf(onCritical);
    }
}
