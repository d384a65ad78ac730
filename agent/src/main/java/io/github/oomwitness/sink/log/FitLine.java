// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.ledger.MemoryLedger;
import io.github.oomwitness.text.ByteText;
import io.github.oomwitness.verdict.Fit;

/** That what is configured does not fit under the limit, in one line with two ways to make it fit. */
final class FitLine {
    private static final long MEBIBYTE = 1 << 20;

    private FitLine() {}

    static String of(Fit fit, MemoryLedger ledger) {
        long siblings = ledger.known(LedgerRow.SIBLINGS);
        String ways = fit.fittingHeapMax() > 0
                ? "set -Xmx to at most " + fit.fittingHeapMax() / MEBIBYTE + " MiB, or the limit to at least "
                : "no -Xmx fits: set the limit to at least ";
        return "this JVM may outgrow its limit of " + ByteText.of(fit.limit())
                + ": its heap at -Xmx and all else that was"
                + " seen so far"
                + (siblings > 0 ? ", other processes with " + ByteText.of(siblings) + " among it," : "")
                + " come to " + ByteText.of(fit.worstCase()) + "; " + ways + fit.fittingLimit() / MEBIBYTE + " MiB";
    }
}
