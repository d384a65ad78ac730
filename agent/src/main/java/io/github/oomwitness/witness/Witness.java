// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.ObservedProcess;
import io.github.oomwitness.bpf.record.ProcessKillRecord;
import io.github.oomwitness.bpf.record.ReclaimStallRecord;
import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.KillBySignal;
import io.github.oomwitness.finding.KillIdentity;
import io.github.oomwitness.finding.PressureChange;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.finding.Stall;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.JavaThreads;
import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.process.ProcessGrowth;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.process.ProcessTable;
import io.github.oomwitness.process.ShownProgram;
import io.github.oomwitness.source.HeapShortage;
import io.github.oomwitness.source.KillListener;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record of the kernel with the heap of this moment and the newest sample, and hands the finding to all
 * sinks. Kills come on the source's thread, samples on the sampler's; neither waits for the other or reads a file here.
 */
final class Witness implements KillListener {
    private static final int MOST_GROWERS = 3;

    private final int ownPid;
    private final Supplier<String> source;
    private final Supplier<HeapReading> heap;
    private final OwnContainer ownContainer;
    private final CommandLinePolicy commandLines;
    private final ThreadNames threadNames;
    private final List<Sink> sinks;
    private final KillNumbering numbering = new KillNumbering();
    private final LimitOfDecision limits = new LimitOfDecision();
    private final AtomicLong sinkFaults = new AtomicLong();
    private volatile Sample newest;

    Witness(
            int ownPid,
            Supplier<String> source,
            Supplier<HeapReading> heap,
            OwnContainer ownContainer,
            CommandLinePolicy commandLines,
            JavaThreads threads,
            List<Sink> sinks) {
        this.ownPid = ownPid;
        this.source = source;
        this.heap = heap;
        this.ownContainer = ownContainer;
        this.commandLines = commandLines;
        this.threadNames = new ThreadNames(ownPid, threads);
        this.sinks = List.copyOf(sinks);
        this.newest = Sample.none(Instant.now());
    }

    /** The newest sample; before the first one, a sample in which everything is missing. */
    Sample newest() {
        return newest;
    }

    /** Called by the sampler. */
    void onSample(Sample sample) {
        PressureLevel before = newest.pressure().level();
        newest = sample;
        tell(sample);
        if (sample.pressure().level() != before) {
            tell(new PressureChange(
                    before, sample.pressure(), ProcessGrowth.largest(sample.processes(), MOST_GROWERS), sample));
        }
    }

    /** Outlasts a heap that the application has used up: each part is tried again until it is done, and done once. */
    @Override
    public void onKill(KillRecord record) {
        KillIdentity identity = null;
        for (int failures = 0; ; ) {
            try {
                if (identity == null) {
                    identity = numbering.next(record);
                }
                tell(join(record, identity));
                return;
            } catch (OutOfMemoryError full) {
                if (!HeapShortage.outlasted(++failures)) {
                    throw full;
                }
            }
        }
    }

    @Override
    public void onProcessKill(ProcessKillRecord record) {
        ProcessTable processes = newest.processes();
        tell(new KillBySignal(
                record,
                commandLineOf(record.victim(), processes),
                commandLineOf(record.sender(), processes),
                record.sender().pid() == ownPid));
    }

    @Override
    public void onStall(ReclaimStallRecord record) {
        tell(new Stall(record, threadNames.of(record)));
    }

    @Override
    public void prepare(KillRecord example) {
        HeapShortage.prepare();
        Kill kill = join(example, new KillNumbering().next(example));
        threadNames.prepare();
        for (Sink sink : sinks) {
            sink.prepare(kill);
        }
    }

    /** Findings that a sink failed to tell. */
    long sinkFaults() {
        return sinkFaults.get();
    }

    private Kill join(KillRecord record, KillIdentity identity) {
        HeapReading heapNow = heap.get();
        Sample sample = newest;
        long latency = System.nanoTime() - record.timeNanos();
        ProcessReading victimBefore = sample.processes().find(record.victim().pid());
        return new Kill(
                identity,
                source.get(),
                Instant.now().minusNanos(latency),
                latency,
                record,
                limits.of(record, identity),
                ownContainer.identityOf(record.memcg(), sample.kernel()),
                ownContainer.namesOf(record.memcg(), sample.kernel()),
                victimBefore,
                VictimProgram.of(record, victimBefore, commandLines),
                isDescendant(record, sample.processes()),
                threadNames.of(record.start().starter()),
                threadNames.of(record.trigger()),
                heapNow,
                sample);
    }

    private @Nullable String commandLineOf(ObservedProcess process, ProcessTable processes) {
        String arguments = process.arguments();
        if (arguments != null) {
            return ShownProgram.of(arguments, process.argumentsTruncated(), commandLines)
                    .commandLine();
        }
        ProcessReading before = processes.find(process.pid());
        return before == null ? null : before.commandLine();
    }

    private boolean isDescendant(KillRecord record, ProcessTable processes) {
        return record.start().starter() != null
                || record.victim().parentPid() == ownPid
                || processes.isDescendant(record.victim().pid(), ownPid)
                || processes.isDescendant(record.victim().parentPid(), ownPid);
    }

    /** Hands a finding to all sinks, from any thread. */
    void tell(Finding finding) {
        for (int index = 0; index < sinks.size(); index++) {
            tell(finding, sinks.get(index));
        }
    }

    /**
     * One sink's trouble is not the next one's. The next sample makes up for one that was not told, and nothing for a kill; a kill
     * may be waiting behind a stall.
     */
    private void tell(Finding finding, Sink sink) {
        for (int failures = 0; ; ) {
            try {
                sink.accept(finding);
                return;
            } catch (OutOfMemoryError full) {
                sinkFaults.incrementAndGet();
                if (finding instanceof Sample || finding instanceof Stall || !HeapShortage.outlasted(++failures)) {
                    return;
                }
            } catch (RuntimeException | LinkageError failure) {
                sinkFaults.incrementAndGet();
                return;
            }
        }
    }
}
