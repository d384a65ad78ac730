// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The detector's thresholds; null turns a level off. */
public record Thresholds(
        @Nullable Threshold warning, @Nullable Threshold critical) {
    /** docs/near-oom.md gives the reasons. */
    public static final Thresholds DEFAULT =
            new Thresholds(new Threshold(0.30, Duration.ofSeconds(60)), new Threshold(0.25, Duration.ofSeconds(30)));
}
