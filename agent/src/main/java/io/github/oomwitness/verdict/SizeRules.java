// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.text.ByteText;

/** Nothing was seen to grow: what stands out by its size, or that nothing does. */
final class SizeRules {
    private static final double LIKELY = 0.6;
    private static final double POSSIBLE = 0.4;
    private static final double GUESS = 0.2;

    /** Pages a second that come back from where they were swapped to, from which on that is felt. */
    private static final double MANY_PAGES = 50;

    private SizeRules() {}

    static Conclusion find(Facts facts) {
        long limit = facts.limit().effective();
        if (limit < 0 || facts.ledger().usage() < 0) {
            return unknown("The container's memory could not be read");
        }
        Culprit self = new Culprit(facts.ownPid(), null, facts.growth(LedgerRow.HEAP), true);
        if (facts.swapUsage() > limit / 10 && facts.backFromSwapPerSecond() > MANY_PAGES) {
            return swapped(facts);
        }
        Conclusion garbage = HeapRules.garbage(facts, self, LIKELY);
        if (garbage != null) {
            return garbage;
        }
        if (facts.ledger().known(LedgerRow.HEAP) > limit / 4) {
            Conclusion heap = HeapRules.beyondLimit(
                    facts, self, "The heap holds " + ByteText.of(facts.ledger().get(LedgerRow.HEAP)), POSSIBLE);
            if (heap != null) {
                return heap;
            }
        }
        return facts.rows().isEmpty()
                ? unknown("Nobody saw how the memory was used before")
                : underProvisioned(facts, limit);
    }

    private static Conclusion swapped(Facts facts) {
        return new Conclusion(
                Cause.SWAPPED,
                null,
                ByteText.of(facts.swapUsage()) + " of the container's memory had gone to swap, from where "
                        + Math.round(facts.backFromSwapPerSecond())
                        + " pages a second came back: memory had been short for"
                        + " longer than its usage showed",
                "raise the limit by what is in swap, or take swap away (memory.swap.max=0) so that it shows in time",
                LIKELY);
    }

    private static Conclusion underProvisioned(Facts facts, long limit) {
        LedgerRow largest = LedgerRow.OTHER_JVM;
        long needed = 0;
        for (LedgerRow row : LedgerRow.values()) {
            if (row == LedgerRow.PAGE_CACHE || row == LedgerRow.UNACCOUNTED) {
                continue;
            }
            needed += facts.ledger().known(row);
            if (facts.ledger().known(row) > facts.ledger().known(largest)) {
                largest = row;
            }
        }
        if (needed < limit / 10 * 8) {
            return unknown("Nothing was seen to grow, and all that was seen comes to " + ByteText.of(needed)
                    + " of the limit of " + ByteText.of(limit));
        }
        return new Conclusion(
                Cause.UNDER_PROVISIONED,
                null,
                "Nothing leaked: what runs here needs " + ByteText.of(needed) + " (most of it " + largest.label() + ", "
                        + ByteText.of(facts.ledger().known(largest)) + ") and the limit is " + ByteText.of(limit),
                "raise the limit to about " + ByteText.of(needed / 4 * 5) + ", or run less in this container",
                POSSIBLE);
    }

    private static Conclusion unknown(String seen) {
        return new Conclusion(
                Cause.UNKNOWN,
                null,
                seen + ": who took the memory is not known",
                "record more often (interval=100ms) and look at oomwitness.ProcessMemory and oomwitness.MemoryLedger of the"
                        + " last minute",
                GUESS);
    }
}
