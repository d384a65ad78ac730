// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.bpf.Diagnosis;

/** A rung cannot be had. The message says what happened, why, and what to do. */
public final class KillSourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DegradedReason reason;
    private final String explanation;

    public KillSourceException(DegradedReason reason, String message) {
        super(message);
        this.reason = reason;
        this.explanation = message;
    }

    static KillSourceException of(Diagnosis diagnosis) {
        return new KillSourceException(diagnosis.reason(), diagnosis.message());
    }

    /** The message, which this exception never lacks. */
    String explanation() {
        return explanation;
    }

    public DegradedReason reason() {
        return reason;
    }
}
