// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupLocator;
import io.github.oomwitness.cgroup.CgroupLookup;
import io.github.oomwitness.cgroup.ContainerIdentity;
import io.github.oomwitness.cgroup.KubernetesNames;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.jvm.HeapReader;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.JavaThreads;
import io.github.oomwitness.jvm.LoggingGate;
import io.github.oomwitness.jvm.OwnProcess;
import io.github.oomwitness.options.Endpoint;
import io.github.oomwitness.options.Options;
import io.github.oomwitness.options.TerminationLog;
import io.github.oomwitness.sink.jfr.JfrSink;
import io.github.oomwitness.sink.log.Log;
import io.github.oomwitness.sink.log.LogSink;
import io.github.oomwitness.sink.meters.ApplicationMeters;
import io.github.oomwitness.sink.meters.MetersSink;
import io.github.oomwitness.sink.termination.TerminationLogSink;
import io.github.oomwitness.source.ChosenSource;
import io.github.oomwitness.source.KillSource;
import io.github.oomwitness.source.SourceLadder;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one class that builds everything and takes it apart again. A part that cannot be had is said once and left out. */
final class Assembly {
    private final Options options;
    private final Instrumentation instrumentation;
    private final Log log;
    private final LiveState state;
    private final Consumer<String> status;
    private final Turn turn;
    private final List<Sink> sinks = new ArrayList<>();
    private @Nullable JfrSink jfr;
    private final SourceKeeper source;
    private @Nullable Sampler sampler;

    /**
     * Builds nothing yet.
     *
     * @param status told in one line how the agent stands, whenever that has changed
     */
    Assembly(Options options, Instrumentation instrumentation, Log log, Consumer<String> status) {
        this.options = options;
        this.instrumentation = instrumentation;
        this.log = log;
        this.state = new LiveState(options.scope(), options.description());
        this.status = status;
        this.turn = new Turn(log, state, this::tellState);
        this.source = new SourceKeeper(log, state, this::tellState);
    }

    LiveState state() {
        return state;
    }

    /**
     * Builds from the outside in: whoever tells first, then whoever finds out. Returns once this JVM witnesses its cgroup,
     * which can be long after the start.
     *
     * @throws InterruptedException when the agent is stopped meanwhile
     */
    synchronized void run() throws InterruptedException {
        try {
            build();
        } catch (RuntimeException | Error failure) {
            // What does not witness must not keep other JVMs from it.
            close();
            throw failure;
        }
    }

    private void build() throws InterruptedException {
        log.info("OOM Witness " + Version.current() + "; options: " + options.description());
        sinks.add(new LogSink(log));
        openJfr();
        withApplicationsLogging();
        CgroupLocation files = findCgroup();
        SourceLadder ladder = new SourceLadder(options.source(), options.scope(), files);
        ChosenSource chosen = chooseInTurn(ladder, files);
        CgroupLocation cgroup = holdAgainst(chosen, files);
        state.set(chosen, cgroup);
        openMeters();
        openTerminationLog();
        startWitness(ladder, chosen, cgroup);
        turn.sayWhatFellBetween();
        if (source.isBlind()) {
            // Blind: perhaps another JVM here can see.
            turn.close();
        }
        tellState();
        log.info(state.summary());
    }

    /** Stops in the opposite order; what a thread may still read stays mapped. */
    synchronized void close() {
        boolean samplerEnded = sampler == null || sampler.end();
        if (samplerEnded) {
            source.close();
        }
        for (Sink sink : sinks) {
            sink.close();
        }
        sinks.clear();
        // Last, so that no kill finds two who tell it.
        turn.close();
    }

    private void tellState() {
        if (jfr != null) {
            jfr.stateIsKnown();
        }
        status.accept(state.describe());
    }

    private void openJfr() {
        try {
            JfrSink opened = JfrSink.open(
                    OwnProcess.pid(),
                    state,
                    failure -> log.error("no JFR events: Flight Recorder refused them (" + failure + ")"));
            jfr = opened;
            sinks.add(opened);
        } catch (LinkageError | IllegalStateException missing) {
            log.error("no JFR events: this JVM has no Flight Recorder (module jdk.jfr); kills are still logged");
        }
    }

    private void withApplicationsLogging() throws InterruptedException {
        String manager = LoggingGate.awaitedManager();
        if (manager != null) {
            log.info("waiting for the application's log manager (" + manager + ") before anything else is loaded");
            Thread.currentThread().setContextClassLoader(new LoggingGate(instrumentation).await());
        }
    }

    private @Nullable CgroupLocation findCgroup() {
        CgroupLookup lookup = CgroupLocator.locateOwn();
        if (lookup instanceof CgroupLookup.Found found) {
            return found.location();
        }
        if (lookup instanceof CgroupLookup.NotFound notFound) {
            log.error("no readings of the cgroup's files: " + notFound.reason());
        }
        return null;
    }

    /** The files say whose turn to wait for, unless the kernel says that they are another cgroup's, or they are not there. */
    private ChosenSource chooseInTurn(SourceLadder ladder, @Nullable CgroupLocation files) throws InterruptedException {
        if (files != null) {
            turn.await(files.id(), files);
        }
        ChosenSource chosen = source.choose(ladder);
        MemcgPath seen = locate(chosen);
        if (chosen.source() == null || seen == null || turn.isFor(seen.own().id())) {
            return chosen;
        }
        // A standby keeps no program in the kernel, so it is loaded once more when the turn has come.
        source.close();
        turn.await(seen.own().id(), null);
        return source.choose(ladder);
    }

    /** Where the kernel program runs it knows the cgroup for certain; the files are held against it. */
    private @Nullable CgroupLocation holdAgainst(ChosenSource chosen, @Nullable CgroupLocation location) {
        MemcgPath seen = locate(chosen);
        if (seen != null && location != null && seen.own().id() != location.id()) {
            log.error("the files at " + location.directory() + " (inode " + location.id()
                    + ") are not those of this JVM's memory cgroup " + seen.path() + " ("
                    + seen.own().id()
                    + "): they are left alone; mount the container's own cgroup to read them");
            return null;
        }
        return location;
    }

    private void openMeters() {
        if (options.micrometer()) {
            sinks.add(ApplicationMeters.open(
                    instrumentation, options.ledgerMeters(), state, source::letVictimsDie, log::info, log::error));
        }
        Endpoint listen = options.prometheus();
        if (listen == null) {
            return;
        }
        try {
            MetersSink meters = MetersSink.open(listen, options.ledgerMeters(), state);
            sinks.add(meters);
            log.info("meters at http://" + meters.endpoint() + "/metrics");
        } catch (IOException refused) {
            log.error("no meters: " + listen + " cannot be listened on (" + refused.getMessage()
                    + "); name another with prometheus=[host:]port");
        } catch (LinkageError missing) {
            log.error("no meters: this JVM has no HTTP server (module jdk.httpserver); add it with --add-modules");
        }
    }

    private void openTerminationLog() {
        TerminationLog wanted = options.terminationLog();
        Path path = wanted.path();
        // Where Kubernetes has mounted none, none is made.
        if (path == null || !(wanted.required() || Files.isWritable(path))) {
            return;
        }
        try {
            sinks.add(TerminationLogSink.open(path, log::error));
            log.debug("the verdict is kept in " + path + " while a kill is near");
        } catch (IOException refused) {
            log.error("no termination log: " + path + " cannot be written (" + refused.getMessage()
                    + "); name another with termination-log=PATH, or turn it off");
        }
    }

    private void startWitness(SourceLadder ladder, ChosenSource chosen, @Nullable CgroupLocation cgroup) {
        Supplier<HeapReading> heap = heapReader();
        LedgerKeeper keeper = cgroup == null || heap.get().used() < 0
                ? null
                : new LedgerKeeper(
                        () -> new LedgerReader(cgroup, OwnProcess.pid(), heap, instrumentation),
                        OwnProcess.pid(),
                        options,
                        log::error);
        if (keeper != null) {
            sinks.add(keeper);
        }
        Witness witness = new Witness(
                OwnProcess.pid(),
                state::sourceName,
                heap,
                ownContainer(chosen, cgroup),
                options.commandLines(),
                new JavaThreads(OwnProcess.name()),
                sinks);
        SampleReader reader = new SampleReader(
                cgroup, options.commandLines(), source::locate, heap, options.thresholds(), options.interval());
        witness.onSample(reader.read());
        state.readFrom(witness::newest);
        Sampler newSampler = new Sampler(reader, options.interval(), source::letVictimsDie, sample -> {
            witness.onSample(sample);
            source.lookAfter();
        });
        sampler = newSampler;
        newSampler.start();
        if (keeper != null) {
            keeper.start(witness::newest, witness::tell, source::letVictimsDie);
        }
        source.start(ladder, cgroup, witness);
    }

    private static OwnContainer ownContainer(ChosenSource chosen, @Nullable CgroupLocation cgroup) {
        ContainerIdentity identity = ownIdentity(chosen, cgroup);
        return new OwnContainer(identity, KubernetesNames.of(System.getenv(), identity));
    }

    /** From the path, or, where a cgroup namespace leaves nothing of it, from what the runtime mounted. */
    private static ContainerIdentity ownIdentity(ChosenSource chosen, @Nullable CgroupLocation cgroup) {
        MemcgPath seen = locate(chosen);
        String path = seen != null ? seen.path() : cgroup != null ? cgroup.path() : "/";
        ContainerIdentity fromPath = ContainerIdentity.fromCgroupPath(path);
        try {
            return fromPath.orElse(ContainerIdentity.fromMounts(
                    Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)));
        } catch (IOException hidden) {
            return fromPath;
        }
    }

    private static @Nullable MemcgPath locate(ChosenSource chosen) {
        KillSource source = chosen.source();
        return source == null ? null : source.locate();
    }

    private Supplier<HeapReading> heapReader() {
        try {
            return new HeapReader()::read;
        } catch (LinkageError missing) {
            log.error("no heap readings, no ledger and no verdicts: this JVM has no java.management module");
            return HeapReading::missing;
        }
    }
}
