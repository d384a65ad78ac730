// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import io.github.oomwitness.pressure.Thresholds;
import io.github.oomwitness.process.CommandLinePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options in effect.
 *
 * @param enabled false keeps the agent off
 * @param source which rung to take
 * @param scope whose kills to tell
 * @param interval between two samples while far from the limit, 10 ms to 60 s
 * @param thresholds of the near-OOM detector
 * @param prometheus where to answer scrapes, null for nowhere
 * @param micrometer whether to offer the meters to the application's own Micrometer
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
        @Nullable Endpoint prometheus,
        boolean micrometer,
        CommandLinePolicy commandLines,
        LogLevel log,
        String description) {}
