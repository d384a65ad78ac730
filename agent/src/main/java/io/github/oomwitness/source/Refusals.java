// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.DegradedReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why the rungs above the one in use could not be had, the highest first. */
final class Refusals {
    /** Whom each message is of: rungs that fail alike are told of once. */
    private final Map<String, List<String>> rungsByMessage = new LinkedHashMap<>();

    private DegradedReason reason = DegradedReason.NONE;

    /** One that holds for every rung. */
    void add(KillSourceException refusal) {
        rungsByMessage.put(refusal.explanation(), List.of());
        reason = refusal.reason();
    }

    void add(String rung, KillSourceException refusal) {
        rungsByMessage
                .computeIfAbsent(refusal.explanation(), message -> new ArrayList<>())
                .add(rung);
        reason = refusal.reason();
    }

    /** That of the rung right above: it is what keeps from the next better one. */
    DegradedReason reason() {
        return reason;
    }

    /** On one line; null where nothing was refused. */
    @Nullable
    String text() {
        if (rungsByMessage.isEmpty()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        rungsByMessage.forEach(
                (message, rungs) -> parts.add(rungs.isEmpty() ? message : String.join(", ", rungs) + ": " + message));
        return String.join("; ", parts);
    }
}
