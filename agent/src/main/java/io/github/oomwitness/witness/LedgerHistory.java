// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.ledger.MemoryLedger;
import io.github.oomwitness.process.ProcessTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ledgers of the past, each with the processes of its moment: all of the last minute, one a minute of the last half hour. */
final class LedgerHistory {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HALF_HOUR = TimeUnit.MINUTES.toNanos(30);

    /** One of them. */
    record Page(MemoryLedger ledger, ProcessTable processes) {}

    private final Deque<Page> oldestFirst = new ArrayDeque<>();

    void add(MemoryLedger ledger, ProcessTable processes) {
        oldestFirst.add(new Page(ledger, processes));
        thinOut(ledger.timeNanos());
    }

    /** The newest that is at least so old, or the oldest where none is; null where there is none at all. */
    @Nullable
    Page before(long nanos, long now) {
        Page found = oldestFirst.peekFirst();
        for (Page page : oldestFirst) {
            if (now - page.ledger().timeNanos() >= nanos) {
                found = page;
            }
        }
        return found;
    }

    private void thinOut(long now) {
        long keptAt = Long.MIN_VALUE;
        for (Iterator<Page> pages = oldestFirst.iterator(); pages.hasNext(); ) {
            long at = pages.next().ledger().timeNanos();
            boolean tooOld = now - at > HALF_HOUR;
            boolean tooClose = now - at > MINUTE && keptAt != Long.MIN_VALUE && at - keptAt < MINUTE;
            if (tooOld || tooClose) {
                pages.remove();
            } else {
                keptAt = at;
            }
        }
    }
}
