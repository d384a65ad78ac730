// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.LedgerDrawn;
import io.github.oomwitness.finding.PressureChange;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.finding.VerdictReached;
import io.github.oomwitness.jvm.ThreadCost;
import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.ledger.MemoryLedger;
import io.github.oomwitness.options.Options;
import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.process.ProcessTable;
import io.github.oomwitness.verdict.Facts;
import io.github.oomwitness.verdict.Fit;
import io.github.oomwitness.verdict.Judge;
import io.github.oomwitness.verdict.Occasion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that draws up ledgers and reaches verdicts. It reads what may take long or wait for a lock (smaps), which is why
 * neither the sampler nor the ring's thread does: those leave word with it and go on.
 */
final class LedgerKeeper extends Thread implements Sink {
    private static final long PATIENCE_MILLIS = 5_000;

    /** From one ledger to the next. */
    private static final int SAMPLES_PER_LEDGER = 10;

    /** One part of a core in so many, at an interval of a second. */
    private static final double PAUSE_PER_COST = 1_000;

    /** About two GiB of resident memory in pages of 4 KiB. */
    private static final long LONG_HOLD = TimeUnit.MILLISECONDS.toNanos(25);

    private static final double NANOS_PER_SECOND = 1e9;

    /** An episode has ended when nobody was killed for so long, or has lasted long enough to be told of. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(2);

    /**
     * Over how many samples growth is looked for, the fewest first: a fast leak is best seen alone, a slow one only from
     * afar.
     */
    private static final List<Integer> WINDOWS = List.of(10, 60, 600);

    private final Supplier<LedgerReader> opening;
    private final int ownPid;
    private final long intervalNanos;
    private final Options options;
    private final Consumer<String> complaint;
    private @Nullable CriticalActions actions;
    private final Queue<Kill> kills = new ConcurrentLinkedQueue<>();
    private final Queue<PressureChange> changes = new ConcurrentLinkedQueue<>();
    private final LedgerHistory history = new LedgerHistory();
    private final LongSupplier cost = ThreadCost.clock();
    private Supplier<Sample> newest = () -> Sample.none(Instant.now());
    private Consumer<Finding> tell = finding -> {};
    private Runnable letVictimsDie = () -> {};
    private MemoryLedger peaks = MemoryLedger.none();
    private long nextAt;
    private int judgedEpisode;
    private boolean hasComplained;
    private volatile boolean ending;

    /**
     * A thread that has yet to be started.
     *
     * @param opening of the readers, on this thread
     * @param options among them the interval between two samples: ledgers come at a tenth of that pace
     * @param complaint told why there are none, where the readers could not be opened
     */
    LedgerKeeper(Supplier<LedgerReader> opening, int ownPid, Options options, Consumer<String> complaint) {
        super(null, null, "oomwitness-ledger", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        this.opening = opening;
        this.ownPid = ownPid;
        this.intervalNanos = options.interval().toNanos();
        this.options = options;
        this.complaint = complaint;
    }

    /**
     * Starts the thread.
     *
     * @param samples the newest one
     * @param findings takes what was found
     * @param whileNobodyDies returns once no victim of the kernel is dying: what a ledger needs may make the kernel kill once
     *     more
     */
    void start(Supplier<Sample> samples, Consumer<Finding> findings, Runnable whileNobodyDies) {
        newest = samples;
        tell = findings;
        letVictimsDie = whileNobodyDies;
        start();
    }

    /** Leaves word of what was found, from any thread; waits for nothing. */
    @Override
    public void accept(Finding finding) {
        if (ending) {
            // What nobody takes out would stay.
            return;
        }
        if (finding instanceof Kill kill) {
            if (kill.isOfOwnCgroup()) {
                kills.add(kill);
                LockSupport.unpark(this);
            }
        } else if (finding instanceof PressureChange change && change.now().level() != PressureLevel.NORMAL) {
            changes.add(change);
            LockSupport.unpark(this);
        }
    }

    @Override
    public void run() {
        LedgerReader reader = open();
        if (reader == null) {
            ending = true;
            kills.clear();
            changes.clear();
            return;
        }
        nextAt = System.nanoTime();
        while (!ending) {
            // Whoever interrupts it means nothing by it, and a thread that is interrupted cannot wait.
            Thread.interrupted();
            try {
                attend(reader);
            } catch (RuntimeException | LinkageError | StackOverflowError failure) {
                nextAt = System.nanoTime() + pauseAfter(0);
                complain("a ledger or a verdict came to nothing, others may follow: " + failure);
            } catch (OutOfMemoryError full) {
                // The application's heap: the next ledger may find room again.
                nextAt = System.nanoTime() + pauseAfter(0);
            }
        }
    }

    /** Wakes the thread and waits for its end. */
    @Override
    public void close() {
        ending = true;
        LockSupport.unpark(this);
        try {
            join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable LedgerReader open() {
        try {
            return opening.get();
        } catch (RuntimeException | LinkageError | OutOfMemoryError missing) {
            complain("no ledger and no verdicts: " + missing);
            return null;
        }
    }

    /** Once: what has failed will mostly fail again. */
    private void complain(String trouble) {
        if (!hasComplained) {
            hasComplained = true;
            complaint.accept(trouble);
        }
    }

    /** Goes through the motions of a verdict that is not told, so that nothing is left to load once memory is short. */
    private void rehearse(LedgerReader reader, MemoryLedger ledger) {
        Facts facts = evidence(Occasion.CRITICAL, List.of(), newest.get(), ledger, reader)
                .since(new LedgerHistory.Page(ledger, ProcessTable.empty()));
        Judge.judge(List.of(facts), facts);
        actions = new CriticalActions(
                options.onCritical(), options.dumpDirectory(), reader.collector(), reader::usage, tell::accept);
    }

    private Evidence evidence(
            Occasion occasion, List<Kill> episode, Sample sample, MemoryLedger ledger, LedgerReader reader) {
        return new Evidence(
                occasion,
                ownPid,
                episode.isEmpty() ? Evidence.limitOf(sample) : Evidence.limitOf(episode.get(0)),
                episode,
                sample,
                ledger,
                reader.newestBooks(),
                reader.collector());
    }

    private void attend(LedgerReader reader) {
        if (!kills.isEmpty()) {
            awaitEndOfEpisode();
            judgeKills(reader);
            return;
        }
        PressureChange change = changes.poll();
        if (change != null) {
            MemoryLedger ledger = draw(reader, 0, change.sample());
            if (change.now().level() == PressureLevel.CRITICAL) {
                attendCritical(reader, change.sample(), ledger);
            }
            return;
        }
        long left = nextAt - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        } else {
            draw(reader, 0, newest.get());
        }
    }

    private void attendCritical(LedgerReader reader, Sample sample, MemoryLedger ledger) {
        judge(0, evidence(Occasion.CRITICAL, List.of(), sample, ledger, reader));
        CriticalActions rehearsed = actions;
        if (rehearsed != null) {
            long live = reader.newestBooks().liveHeap();
            rehearsed.run(live < 0 ? 0 : ledger.known(LedgerRow.HEAP) - live, sample.limit());
        }
    }

    private void awaitEndOfEpisode() {
        long deadline = System.nanoTime() + LONGEST_WAIT;
        int seen = 0;
        while (!ending && kills.size() != seen && System.nanoTime() - deadline < 0) {
            seen = kills.size();
            long quietAt = System.nanoTime() + QUIET;
            for (long left = QUIET; left > 0 && !ending; left = quietAt - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    private void judgeKills(LedgerReader reader) {
        List<Kill> episode = new ArrayList<>();
        for (Kill kill = kills.poll(); kill != null; kill = kills.poll()) {
            // One verdict an episode, however long it goes on.
            if (kill.identity().episodeId() != judgedEpisode) {
                episode.add(kill);
            }
        }
        if (episode.isEmpty()) {
            return;
        }
        Kill first = episode.get(0);
        judgedEpisode = episode.get(episode.size() - 1).identity().episodeId();
        // With the processes of now, so that growth to come is held against what is left.
        MemoryLedger ledger = draw(reader, first.identity().killId(), newest.get());
        judge(first.identity().killId(), evidence(Occasion.KILL, episode, first.sample(), ledger, reader));
    }

    private void judge(int killId, Evidence evidence) {
        List<Facts> windows = new ArrayList<>();
        long lastAt = evidence.ledger().timeNanos();
        for (int samples : WINDOWS) {
            LedgerHistory.Page then =
                    history.before(samples * intervalNanos, evidence.ledger().timeNanos());
            if (then != null && then.ledger().timeNanos() != lastAt) {
                windows.add(evidence.since(then));
                lastAt = then.ledger().timeNanos();
            }
        }
        tell.accept(new VerdictReached(killId, Judge.judge(windows, evidence.alone())));
    }

    private MemoryLedger draw(LedgerReader reader, int killId, Sample sample) {
        letVictimsDie.run();
        long before = cost.getAsLong();
        MemoryLedger ledger = reader.draw(sample.processes());
        history.add(ledger, sample.processes());
        peaks = ledger.max(peaks);
        Fit fit = Fit.of(peaks, sample.heap().max(), reader.heapSetAside(), sample.limit());
        tell.accept(new LedgerDrawn(killId, ledger, fit));
        nextAt = System.nanoTime() + pauseAfter(cost.getAsLong() - before);
        if (actions == null) {
            rehearse(reader, ledger);
        }
        return ledger;
    }

    /**
     * Ledgers take a thousandth of a core, and the more rarely come those that hold the address space for long: whoever samples
     * faster has more to spare.
     */
    private long pauseAfter(long costNanos) {
        double rarer = 1 + (double) costNanos / LONG_HOLD;
        double affordable = costNanos * PAUSE_PER_COST * rarer * intervalNanos / NANOS_PER_SECOND;
        return Math.max(intervalNanos * SAMPLES_PER_LEDGER, (long) affordable);
    }
}
