// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters.state;

import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.FiredLimit.Scope;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.LedgerDrawn;
import io.github.oomwitness.finding.PressureChange;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.pressure.PressureReading;
import io.github.oomwitness.pressure.PressureState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the meters read: the newest sample and the counts so far. A scrape reads nothing else, no file above all. */
public final class MeterState {
    /** Whose limits kills are counted by: NUMA nodes that ran out are a part of the machine that did. */
    public static final List<Scope> LIMITS = List.of(Scope.OWN, Scope.ANCESTOR, Scope.MACHINE, Scope.UNKNOWN);

    private final Map<Scope, AtomicLong> killsOfDescendants = zeros();
    private final Map<Scope, AtomicLong> killsOfOthers = zeros();

    private final AtomicLong warnings = new AtomicLong();
    private final AtomicLong criticals = new AtomicLong();

    private final boolean hasLedgerRows;
    private volatile @Nullable Sample newest;
    private volatile @Nullable CgroupReading first;
    private volatile @Nullable LedgerDrawn ledger;

    /**
     * Before anything was found.
     *
     * @param hasLedgerRows whether each row of the ledger is to be a meter
     */
    public MeterState(boolean hasLedgerRows) {
        this.hasLedgerRows = hasLedgerRows;
    }

    public boolean hasLedgerRows() {
        return hasLedgerRows;
    }

    /** Takes note of what was found, whatever it is. */
    public void accept(Finding finding) {
        if (finding instanceof Kill kill) {
            kills(kill.victimIsDescendant(), kill.limit().scope()).incrementAndGet();
        } else if (finding instanceof PressureChange change) {
            add(change);
        } else if (finding instanceof LedgerDrawn drawn) {
            ledger = drawn;
        } else if (finding instanceof Sample sample) {
            set(sample);
        }
    }

    /** A level that it falls to is none that it has come to. */
    private void add(PressureChange change) {
        PressureLevel level = change.now().level();
        if (level.compareTo(change.previous()) > 0) {
            episodes(level).incrementAndGet();
        }
    }

    /** How often the pressure has come to a level, WARNING or CRITICAL. */
    public AtomicLong episodes(PressureLevel level) {
        return level == PressureLevel.CRITICAL ? criticals : warnings;
    }

    /** 0 normal, 1 warning, 2 critical; NaN before anything was read. */
    public double pressureLevel() {
        PressureState state = pressure();
        if (state == null) {
            return Double.NaN;
        }
        return switch (state.level()) {
            case NORMAL -> 0;
            case WARNING -> 1;
            case CRITICAL -> 2;
        };
    }

    /** Seconds, +Inf where nothing grows, NaN unknown. */
    public double timeToLimit() {
        PressureState state = pressure();
        return state == null ? Double.NaN : state.timeToLimit();
    }

    /** Bytes, below 0 where the limit was lowered; NaN without a limit or unknown. */
    public double headroom() {
        PressureState state = pressure();
        PressureReading reading = state == null ? null : state.reading();
        return reading == null ? Double.NaN : reading.headroom();
    }

    /** Bytes: the heap at its maximum and all else at the most that was seen of it; NaN unknown. */
    public double worstCase() {
        LedgerDrawn drawn = ledger;
        return drawn == null ? Double.NaN : known(drawn.fit().worstCase());
    }

    /** A row of the newest ledger in bytes, negative for some of what is unaccounted; NaN unknown. */
    public double row(LedgerRow row) {
        LedgerDrawn drawn = ledger;
        if (drawn == null) {
            return Double.NaN;
        }
        long bytes = drawn.ledger().get(row);
        boolean isKnown = row == LedgerRow.UNACCOUNTED ? bytes != Long.MIN_VALUE : bytes >= 0;
        return isKnown ? bytes : Double.NaN;
    }

    private @Nullable PressureState pressure() {
        Sample sample = newest;
        return sample == null ? null : sample.pressure();
    }

    private void set(Sample sample) {
        newest = sample;
        if (first == null) {
            first = sample.files();
        }
    }

    public AtomicLong kills(boolean descendant, Scope limit) {
        Scope counted = limit == Scope.NODES ? Scope.MACHINE : limit;
        return Objects.requireNonNull((descendant ? killsOfDescendants : killsOfOthers).get(counted));
    }

    /** Bytes, NaN unknown. */
    public double usage() {
        Sample sample = newest;
        return sample == null || sample.usage() < 0 ? Double.NaN : sample.usage();
    }

    /** Bytes, +Inf none, NaN unknown. */
    public double limit() {
        Sample sample = newest;
        if (sample == null || sample.limit() == MemcgLevel.UNKNOWN_LIMIT) {
            return Double.NaN;
        }
        return sample.limit() == MemcgLevel.NO_LIMIT ? Double.POSITIVE_INFINITY : sample.limit();
    }

    /** A value that only the cgroup's files have, in bytes; NaN where they are missing or do not say. */
    public double fromFiles(ToLongFunction<CgroupReading> value) {
        Sample sample = newest;
        CgroupReading files = sample == null ? null : sample.files();
        return files == null ? Double.NaN : known(value.applyAsLong(files));
    }

    /** How much a counter of the cgroup has grown since the first sample; NaN where this kernel has no such counter. */
    public double sinceStart(ToLongFunction<CgroupReading> counter) {
        Sample sample = newest;
        CgroupReading now = sample == null ? null : sample.files();
        CgroupReading atStart = first;
        return now == null || atStart == null
                ? Double.NaN
                : known(counter.applyAsLong(now)) - known(counter.applyAsLong(atStart));
    }

    private static double known(long value) {
        return value < 0 ? Double.NaN : value;
    }

    private static Map<Scope, AtomicLong> zeros() {
        Map<Scope, AtomicLong> counts = new EnumMap<>(Scope.class);
        for (Scope scope : LIMITS) {
            counts.put(scope, new AtomicLong());
        }
        return counts;
    }
}
