// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.finding.ActionTaken;
import io.github.oomwitness.text.ByteText;

/** What was done on CRITICAL in one line. */
final class ActionLine {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private ActionLine() {}

    static String of(ActionTaken taken) {
        String line = "on-critical " + taken.action() + ": " + taken.result();
        if (taken.tookNanos() >= 0) {
            line += " in " + taken.tookNanos() / NANOS_PER_MILLI + " ms";
        }
        if (taken.released() == Long.MIN_VALUE) {
            return line;
        }
        return line
                + (taken.released() < 0
                        ? ", while the container grew by " + ByteText.of(-taken.released())
                        : ", which gave " + ByteText.of(taken.released()) + " back");
    }
}
