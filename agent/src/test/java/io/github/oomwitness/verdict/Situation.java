// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.jvm.Collector;
import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.ledger.Ledgers;
import io.github.oomwitness.ledger.MemoryLedger;
import io.github.oomwitness.ledger.RowGrowth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How things stood in a container, told in MiB; the JVM is pid 1. */
final class Situation {
    static final int JVM = 1;

    private static final long MEBIBYTE = 1 << 20;
    private static final double WINDOW = 10;

    private final Map<LedgerRow, Long> before = new EnumMap<>(LedgerRow.class);
    private final Map<LedgerRow, Long> now = new EnumMap<>(LedgerRow.class);
    private final List<Grower> processes = new ArrayList<>();
    private Occasion occasion = Occasion.CRITICAL;
    private Limit limit;
    private HeapFacts heap = new HeapFacts(-1, -1, -1, Collector.G1);
    private long hugeBefore;
    private long hugeNow;
    private int threads = -1;
    private long swap = -1;
    private double backFromSwap = Double.NaN;
    private boolean hasPast = true;

    private Situation(long limit) {
        this.limit = new Limit(Limit.Whose.OWN, "/container", -1, limit * MEBIBYTE, -1, limit * MEBIBYTE);
    }

    static Situation under(long limit) {
        return new Situation(limit);
    }

    /** A row that stays as it is. */
    Situation holds(LedgerRow row, long mebibytes) {
        return grows(row, mebibytes, mebibytes);
    }

    Situation grows(LedgerRow row, long from, long to) {
        before.put(row, from);
        now.put(row, to);
        return this;
    }

    Situation heap(long max, long live, Collector collector) {
        heap = new HeapFacts(
                now.getOrDefault(LedgerRow.HEAP, 0L) * MEBIBYTE,
                max * MEBIBYTE,
                live < 0 ? -1 : live * MEBIBYTE,
                collector);
        return this;
    }

    /** Another process; its growth is part of the row of all of them. */
    Situation process(int pid, String name, long from, long to) {
        return add(pid, name, from, to, 0, false);
    }

    /** Another process, part of which is in swap by now. */
    Situation swappedProcess(int pid, String name, long from, long to, long inSwap) {
        return add(pid, name, from, to, inSwap, false);
    }

    /** One that the kernel killed. */
    Situation victim(int pid, String name, long from, long to) {
        occasion = Occasion.KILL;
        return add(pid, name, from, to, 0, true);
    }

    private Situation add(int pid, String name, long from, long to, long inSwap, boolean killed) {
        processes.add(
                new Grower(pid, name, to * MEBIBYTE, inSwap * MEBIBYTE, (to - from) * MEBIBYTE, pid == JVM, killed));
        if (pid != JVM) {
            before.merge(LedgerRow.SIBLINGS, from, Long::sum);
            now.merge(LedgerRow.SIBLINGS, to - inSwap, Long::sum);
        }
        return this;
    }

    /** The limit is that of a cgroup above. */
    Situation limitOf(String cgroup, long bytes, long usage) {
        limit = new Limit(
                Limit.Whose.ANCESTOR, cgroup, usage * MEBIBYTE, bytes * MEBIBYTE, sum() * MEBIBYTE, limit.ownLimit());
        return this;
    }

    Situation wholeMachine() {
        limit = new Limit(Limit.Whose.MACHINE, null, -1, -1, sum() * MEBIBYTE, limit.ownLimit());
        return this;
    }

    Situation nodes() {
        limit = new Limit(Limit.Whose.NODES, null, -1, -1, sum() * MEBIBYTE, limit.ownLimit());
        return this;
    }

    /** Transparent huge pages outside of the heap. */
    Situation huge(long from, long to) {
        hugeBefore = from;
        hugeNow = to;
        return this;
    }

    Situation threads(int count) {
        threads = count;
        return this;
    }

    Situation swapped(long mebibytes, double backPerSecond) {
        swap = mebibytes * MEBIBYTE;
        backFromSwap = backPerSecond;
        return this;
    }

    Situation withoutPast() {
        hasPast = false;
        return this;
    }

    Verdict judge() {
        return Judge.judge(hasPast ? List.of(facts()) : List.of(), facts());
    }

    private Facts facts() {
        MemoryLedger ledger = Ledgers.of(now, hugeNow);
        return new Facts(
                occasion,
                JVM,
                limit,
                ledger,
                hasPast ? RowGrowth.ranked(Ledgers.of(before, 0), ledger) : List.of(),
                (hugeNow - hugeBefore) * MEBIBYTE,
                processes,
                heap,
                WINDOW,
                threads,
                swap,
                backFromSwap);
    }

    private long sum() {
        return now.values().stream().mapToLong(Long::longValue).sum();
    }
}
