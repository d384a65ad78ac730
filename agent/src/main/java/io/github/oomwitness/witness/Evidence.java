// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.KilledProcess;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.jvm.Collector;
import io.github.oomwitness.jvm.JvmBooks;
import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.ledger.MemoryLedger;
import io.github.oomwitness.ledger.RowGrowth;
import io.github.oomwitness.pressure.PressureReading;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.process.ProcessTable;
import io.github.oomwitness.verdict.Facts;
import io.github.oomwitness.verdict.Grower;
import io.github.oomwitness.verdict.HeapFacts;
import io.github.oomwitness.verdict.Limit;
import io.github.oomwitness.verdict.Occasion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what a verdict is reached from: how things stood a while ago, and how they stand now or, for the processes, stood
 * right before the kernel killed.
 *
 * @param kills of the episode, the first one first; empty where none is spoken of
 * @param sample of now, or the newest before the first kill
 * @param ledger of now: after a kill, in which the victims are missing
 */
record Evidence(
        Occasion occasion,
        int ownPid,
        Limit limit,
        List<Kill> kills,
        Sample sample,
        MemoryLedger ledger,
        JvmBooks books,
        Collector collector) {
    private static final double NANOS_PER_SECOND = 1e9;

    Evidence {
        kills = List.copyOf(kills);
    }

    /** The limit that made the kernel kill. */
    static Limit limitOf(Kill kill) {
        FiredLimit fired = kill.limit();
        MemcgLevel own = ownLevel(kill);
        return new Limit(
                switch (fired.scope()) {
                    case OWN -> Limit.Whose.OWN;
                    case ANCESTOR -> Limit.Whose.ANCESTOR;
                    case MACHINE -> Limit.Whose.MACHINE;
                    case NODES -> Limit.Whose.NODES;
                    case UNKNOWN -> Limit.Whose.UNKNOWN;
                },
                fired.cgroup(),
                fired.usage(),
                fired.limit(),
                own.usage(),
                own.limit());
    }

    /** This container's level in the record, which has that of the victim first. */
    private static MemcgLevel ownLevel(Kill kill) {
        MemcgPath path = kill.record().memcg();
        MemcgPath own = kill.sample().kernel();
        int index = own == null ? -1 : path.indexOf(own.own().id());
        return index < 0 ? path.own() : path.levels().get(index);
    }

    /** The limit that is about to. */
    static Limit limitOf(Sample sample) {
        PressureReading reading = sample.pressure().reading();
        long ownLimit = sample.files() == null
                ? MemcgLevel.UNKNOWN_LIMIT
                : sample.files().limit();
        if (reading == null) {
            return new Limit(Limit.Whose.UNKNOWN, null, -1, sample.limit(), sample.usage(), ownLimit);
        }
        boolean isOwn = reading.limit() == ownLimit;
        return new Limit(
                isOwn ? Limit.Whose.OWN : Limit.Whose.ANCESTOR,
                reading.limitCgroup(),
                isOwn ? sample.usage() : usageOf(reading.limitCgroup(), sample),
                reading.limit(),
                sample.usage(),
                ownLimit);
    }

    /** What is known when things are held against how they stood then. */
    Facts since(LedgerHistory.Page then) {
        List<Grower> processes = processes(then.processes());
        double seconds = (ledger.timeNanos() - then.ledger().timeNanos()) / NANOS_PER_SECOND;
        MemoryLedger before = withSiblings(processes);
        return new Facts(
                occasion,
                ownPid,
                limit,
                before,
                growths(then, before),
                hugeGrowth(then.ledger()),
                processes,
                heap(),
                seconds,
                books.threads(),
                sample.files() == null ? -1 : sample.files().swapUsage(),
                backFromSwapPerSecond(then.ledger()));
    }

    /** What is known without a past. */
    Facts alone() {
        List<Grower> processes = processes(ProcessTable.empty());
        return new Facts(
                occasion,
                ownPid,
                limit,
                withSiblings(processes),
                List.of(),
                0,
                processes,
                heap(),
                0,
                books.threads(),
                sample.files() == null ? -1 : sample.files().swapUsage(),
                Double.NaN);
    }

    private List<RowGrowth> growths(LedgerHistory.Page then, MemoryLedger before) {
        return RowGrowth.withoutReturns(
                RowGrowth.ranked(then.ledger(), before),
                returned(then.processes(), true),
                returned(then.processes(), false));
    }

    /** By the tables, which may be older than the ledgers: what they miss is what came back since, not what grew. */
    private long returned(ProcessTable then, boolean toThisJvm) {
        long bytes = 0;
        for (ProcessReading process : sample.processes().largestFirst()) {
            ProcessReading before = sameIn(then, process.pid(), process);
            if (before != null && (process.pid() == ownPid) == toThisJvm) {
                bytes += swapOf(before) - swapOf(process);
            }
        }
        return Math.max(0, bytes);
    }

    private long hugeGrowth(MemoryLedger then) {
        return then.hugeOutsideHeap() < 0 || ledger.hugeOutsideHeap() < 0
                ? 0
                : ledger.hugeOutsideHeap() - then.hugeOutsideHeap();
    }

    private HeapFacts heap() {
        return new HeapFacts(ledger.get(LedgerRow.HEAP), sample.heap().max(), books.liveHeap(), collector);
    }

    private List<Grower> processes(ProcessTable then) {
        List<Grower> processes = new ArrayList<>();
        for (Kill kill : kills) {
            KilledProcess victim = kill.record().victim();
            long swapped = swapOf(kill.victimBefore());
            long size = victim.anonRss() >= 0 ? victim.anonRss() + swapped : sizeOf(kill.victimBefore());
            processes.add(new Grower(
                    victim.pid(),
                    victim.name(),
                    size,
                    swapped,
                    size - sizeOf(sameIn(then, victim.pid(), kill.victimBefore())),
                    victim.pid() == ownPid,
                    true));
        }
        for (ProcessReading process : sample.processes().largestFirst()) {
            boolean isVictim = processes.stream().anyMatch(known -> known.pid() == process.pid());
            if (!isVictim && process.anonRss() >= 0) {
                processes.add(new Grower(
                        process.pid(),
                        process.name(),
                        sizeOf(process),
                        swapOf(process),
                        sizeOf(process) - sizeOf(sameIn(then, process.pid(), process)),
                        process.pid() == ownPid,
                        false));
            }
        }
        return processes;
    }

    private static @Nullable ProcessReading sameIn(ProcessTable then, int pid, @Nullable ProcessReading now) {
        ProcessReading found = then.find(pid);
        // A pid is given away again.
        boolean isSame = found != null && (now == null || found.startTime() == now.startTime());
        return isSame ? found : null;
    }

    private static long sizeOf(@Nullable ProcessReading process) {
        return process == null ? 0 : Math.max(0, process.anonRss()) + swapOf(process);
    }

    private static long swapOf(@Nullable ProcessReading process) {
        return process == null ? 0 : Math.max(0, process.swap());
    }

    /** A ledger of after the kill lacks the victims; what all of them had is no more than the cgroup was charged for. */
    private MemoryLedger withSiblings(List<Grower> processes) {
        if (kills.isEmpty()) {
            return ledger;
        }
        long sum = processes.stream()
                .filter(process -> !process.isThisJvm())
                .mapToLong(Grower::resident)
                .sum();
        long charged = limit.ownUsage() < 0
                ? Long.MAX_VALUE
                : limit.ownUsage()
                        - ledger.ofThisJvm()
                        - ledger.known(LedgerRow.SHMEM)
                        - ledger.known(LedgerRow.KERNEL);
        return ledger.with(LedgerRow.SIBLINGS, Math.max(0, Math.min(sum, charged)));
    }

    /** By the kernel's count for the cgroup: processes are read too rarely, and take what they have read with them. */
    private double backFromSwapPerSecond(MemoryLedger then) {
        double seconds = (ledger.timeNanos() - then.timeNanos()) / NANOS_PER_SECOND;
        boolean isKnown = then.backFromSwap() >= 0 && ledger.backFromSwap() >= 0 && seconds > 0;
        return isKnown ? (ledger.backFromSwap() - then.backFromSwap()) / seconds : Double.NaN;
    }

    private static long usageOf(@Nullable String cgroup, Sample sample) {
        if (sample.kernel() != null && cgroup != null) {
            for (int index = 0; index < sample.kernel().levels().size(); index++) {
                if (cgroup.equals(sample.kernel().pathOf(index))) {
                    return sample.kernel().levels().get(index).usage();
                }
            }
        }
        return -1;
    }
}
