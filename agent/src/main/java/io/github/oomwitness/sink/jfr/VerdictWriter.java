// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.Verdict;
import io.github.oomwitness.finding.VerdictReached;
import io.github.oomwitness.verdict.Culprit;

/** Fills a {@link Verdict} event from a verdict. */
final class VerdictWriter {
    private VerdictWriter() {}

    static Verdict eventOf(VerdictReached reached) {
        Verdict event = new Verdict();
        event.killId = reached.killId();
        event.occasion = reached.verdict().occasion().name();
        event.cause = reached.verdict().cause().name();
        Culprit culprit = reached.verdict().culprit();
        if (culprit != null) {
            event.culpritPid = culprit.pid();
            event.culpritName = culprit.name();
            event.culpritGrowth = culprit.growth();
            event.culpritIsThisJvm = culprit.isThisJvm();
        }
        event.remedy = reached.verdict().remedy();
        event.verdict = reached.verdict().sentence();
        event.confidence = reached.verdict().confidence();
        return event;
    }
}
