// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.DegradedReason;
import org.jspecify.annotations.Nullable;

/**
 * What the ladder came to.
 *
 * @param source null where no rung can be had
 * @param because why no higher rung is in use, on one line; null where the highest is
 */
public record ChosenSource(
        @Nullable KillSource source,
        DegradedReason reason,
        @Nullable String because) {
    /** The rung's name, or "none". */
    public String name() {
        return source == null ? "none" : source.name();
    }
}
