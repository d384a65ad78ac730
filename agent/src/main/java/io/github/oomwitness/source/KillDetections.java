// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.cgroup.OomKillCounter;
import java.util.ArrayList;
import java.util.List;

/**
 * The kills that were counted and are not told yet, with the time each was noticed. Two threads look: one does nothing
 * else, and the other may be held up at the very limit that kills.
 */
final class KillDetections implements AutoCloseable {
    private final OomKillCounter counter;
    private final List<Long> untold = new ArrayList<>();
    private long noticed;

    KillDetections(OomKillCounter counter) {
        this.counter = counter;
    }

    /** Reads the count; how many kills wait to be told. Where there are none this allocates nothing. */
    synchronized int look() {
        long kills = counter.read();
        if (kills > noticed) {
            long now = System.nanoTime();
            for (; noticed < kills; noticed++) {
                untold.add(now);
            }
        }
        return untold.size();
    }

    /** {@link System#nanoTime()} of each kill that waits, which waits no longer. */
    synchronized List<Long> take() {
        List<Long> taken = List.copyOf(untold);
        untold.clear();
        return taken;
    }

    synchronized void findChildren() {
        counter.findChildren();
    }

    /** How many files one look reads. */
    synchronized int size() {
        return counter.size();
    }

    @Override
    public synchronized void close() {
        counter.close();
    }
}
