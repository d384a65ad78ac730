// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.finding.FiredLimit.Scope;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.Sample;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** What the meters read: the newest sample and the counts so far. A scrape reads nothing else, no file above all. */
final class MeterState {
    private static final int SCOPES = Scope.values().length;

    /** One count for each combination of victim (other, descendant) and limit. */
    private final AtomicLongArray kills = new AtomicLongArray(2 * SCOPES);

    private volatile @Nullable Sample newest;

    void add(Kill kill) {
        kills.incrementAndGet(index(kill.victimIsDescendant(), kill.limit().scope()));
    }

    void set(Sample sample) {
        newest = sample;
    }

    double kills(boolean descendant, Scope limit) {
        return kills.get(index(descendant, limit));
    }

    /** Bytes, NaN unknown. */
    double usage() {
        Sample sample = newest;
        return sample == null || sample.usage() < 0 ? Double.NaN : sample.usage();
    }

    /** Bytes, +Inf none, NaN unknown. */
    double limit() {
        Sample sample = newest;
        if (sample == null || sample.limit() == MemcgLevel.UNKNOWN_LIMIT) {
            return Double.NaN;
        }
        return sample.limit() == MemcgLevel.NO_LIMIT ? Double.POSITIVE_INFINITY : sample.limit();
    }

    private static int index(boolean descendant, Scope limit) {
        return (descendant ? SCOPES : 0) + limit.ordinal();
    }
}
