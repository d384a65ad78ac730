// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.text.ByteText;
import org.jspecify.annotations.Nullable;

/** What is wrong with a heap: it may grow past the limit, or it is kept large by garbage that nobody collects. */
final class HeapRules {
    /** Of the limit: a heap has a margin that no rule knows of. */
    private static final int MARGIN_PARTS = 20;

    /** Of the limit, from which on garbage is worth collecting. */
    private static final int GARBAGE_PARTS = 5;

    private static final double LIKELY = 0.8;
    private static final long MEBIBYTE = 1 << 20;

    private HeapRules() {}

    /** A heap that grew most; null where it has room for all that it may grow to. */
    static @Nullable Conclusion grown(Facts facts, Culprit self, String grew, double confidence) {
        Conclusion garbage = garbage(facts, self, confidence);
        if (garbage != null) {
            return garbage;
        }
        return beyondLimit(facts, self, grew, confidence);
    }

    static @Nullable Conclusion beyondLimit(Facts facts, Culprit self, String seen, double confidence) {
        HeapFacts heap = facts.heap();
        long room = facts.roomForHeap();
        if (heap.max() < 0 || room < 0 || heap.max() <= room) {
            return null;
        }
        return new Conclusion(
                Cause.HEAP_BEYOND_LIMIT,
                self,
                seen + ", and may grow to " + ByteText.of(heap.max()) + " (-Xmx) where the limit leaves it "
                        + ByteText.of(room),
                fit(facts, room),
                confidence);
    }

    /** A heap whose garbage alone would have been room enough, whoever grew. */
    static @Nullable Conclusion dominantGarbage(Facts facts) {
        long limit = facts.limit().effective();
        long garbage = facts.heap().garbage();
        if (limit < 0 || garbage < limit / 5 * 2 || garbage < facts.largestGrowth()) {
            return null;
        }
        return garbage(facts, new Culprit(facts.ownPid(), null, facts.growth(LedgerRow.HEAP), true), LIKELY);
    }

    /** Null where there is too little of it, or nobody knows how much. */
    static @Nullable Conclusion garbage(Facts facts, @Nullable Culprit self, double confidence) {
        HeapFacts heap = facts.heap();
        long limit = facts.limit().effective();
        if (limit < 0 || heap.garbage() < limit / GARBAGE_PARTS || heap.garbage() < heap.resident() / 2) {
            return null;
        }
        String seen = "The heap holds " + ByteText.of(heap.resident()) + " of the limit of " + ByteText.of(limit)
                + ", of which about " + ByteText.of(heap.live()) + " are alive";
        return new Conclusion(
                Cause.HEAP_GARBAGE,
                self,
                seen,
                heap.collector().givesBack()
                        ? "a collection would give about " + ByteText.of(heap.garbage()) + " back ("
                                + heap.collector().label() + "): set on-critical=gc, and -Xmx to about "
                                + wholeMebibytes(comfortable(heap.live()))
                                + " so that it collects before the limit is near"
                        : "a collection would give the kernel nothing back ("
                                + heap.collector().label() + "): set -Xmx to"
                                + " about " + wholeMebibytes(comfortable(heap.live()))
                                + ", or use -XX:+UseG1GC, which returns what it frees",
                confidence);
    }

    /** Twice what lives, as the collectors' own guides advise. */
    private static long comfortable(long live) {
        return Math.max(16 * MEBIBYTE, live * 2);
    }

    private static String fit(Facts facts, long room) {
        long fitting = Math.max(0, room - facts.limit().effective() / MARGIN_PARTS);
        if (fitting < 16 * MEBIBYTE
                || (facts.heap().live() >= 0 && fitting < facts.heap().live())) {
            return "what lives in the heap does not fit beside the rest: raise the limit to at least "
                    + wholeMebibytes(
                            facts.limit().effective() - room + facts.heap().max());
        }
        return "set -Xmx to at most " + wholeMebibytes(fitting) + " (-XX:MaxRAMPercentage="
                + fitting * 100 / facts.limit().effective() + "), or raise the limit to "
                + wholeMebibytes(facts.limit().effective() - room + facts.heap().max());
    }

    private static String wholeMebibytes(long bytes) {
        return bytes / MEBIBYTE + " MiB";
    }
}
