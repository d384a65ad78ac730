// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.verdict.Verdict;

/** A verdict in one line. */
final class VerdictLine {
    private VerdictLine() {}

    static String of(Verdict verdict) {
        return "verdict " + verdict.cause() + " (" + Math.round(verdict.confidence() * 100) + " % sure): "
                + verdict.sentence();
    }
}
