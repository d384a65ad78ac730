// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.finding.FiredLimit.Scope;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.Sample;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the meters read: the newest sample and the counts so far. A scrape reads nothing else, no file above all. */
final class MeterState {
    private final Map<Scope, AtomicLong> killsOfDescendants = zeros();
    private final Map<Scope, AtomicLong> killsOfOthers = zeros();

    private volatile @Nullable Sample newest;

    void add(Kill kill) {
        kills(kill.victimIsDescendant(), kill.limit().scope()).incrementAndGet();
    }

    void set(Sample sample) {
        newest = sample;
    }

    AtomicLong kills(boolean descendant, Scope limit) {
        return Objects.requireNonNull((descendant ? killsOfDescendants : killsOfOthers).get(limit));
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

    private static Map<Scope, AtomicLong> zeros() {
        Map<Scope, AtomicLong> counts = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            counts.put(scope, new AtomicLong());
        }
        return counts;
    }
}
