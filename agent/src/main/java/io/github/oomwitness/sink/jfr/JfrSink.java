// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.cgroup.MemoryEvents;
import io.github.oomwitness.events.OomKill;
import io.github.oomwitness.events.OomKillMemory;
import io.github.oomwitness.events.OomKillTask;
import io.github.oomwitness.finding.ActionTaken;
import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.KillBySignal;
import io.github.oomwitness.finding.LedgerDrawn;
import io.github.oomwitness.finding.PressureChange;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.finding.Stall;
import io.github.oomwitness.finding.VerdictReached;
import io.github.oomwitness.finding.WitnessState;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Commits findings as events. Event classes are registered when the first recording starts, because registering costs
 * 80 ms and 8 MB that nobody should pay who does not record. Kills and verdicts from before wait and go into the first
 * recording that runs after them.
 */
public final class JfrSink implements Sink {
    /** Kills that wait for a recording; about 4 KB each. */
    private static final int MOST_WAITING = 1024;

    /** Rows of a {@code ProcessMemory} period. */
    private static final int MOST_PROCESSES = 20;

    private final int ownPid;
    private final Supplier<WitnessState> state;
    private final Consumer<Throwable> recorderFault;
    private final Queue<Kill> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final WaitingProcessKills waitingProcessKills = new WaitingProcessKills();
    private final WaitingVerdicts waitingVerdicts = new WaitingVerdicts();
    private final AtomicLong forgotten = new AtomicLong();
    private final RecordingWatch recordingWatch = new RecordingWatch();
    private final ChildStarts childStarts = new ChildStarts();
    private final ChildStartStream childStartStream;
    private volatile @Nullable Sample newest;
    private volatile @Nullable MemoryEvents eventsAtStart;
    private volatile @Nullable Registration registration;
    private @Nullable Kill example;
    private volatile boolean stateKnown;
    private volatile boolean behind;
    private volatile boolean closed;

    private JfrSink(int ownPid, Supplier<WitnessState> state, Consumer<Throwable> recorderFault) {
        this.ownPid = ownPid;
        this.state = state;
        this.recorderFault = recorderFault;
        this.childStartStream = new ChildStartStream(ownPid, childStarts, this::runAside);
    }

    /**
     * Begins to listen for recordings.
     *
     * @param ownPid of this JVM, in its own pid namespace
     * @param recorderFault told of what the recorder threw when events were registered
     * @throws LinkageError where this JVM was built without jdk.jfr
     */
    public static JfrSink open(int ownPid, Supplier<WitnessState> state, Consumer<Throwable> recorderFault) {
        JfrSink sink = new JfrSink(ownPid, state, recorderFault);
        FlightRecorder.addListener(sink.recordingWatch);
        if (FlightRecorder.isInitialized()) {
            for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
                sink.recordingWatch.recordingStateChanged(recording);
            }
        }
        return sink;
    }

    @Override
    public void accept(Finding finding) {
        if (finding instanceof Kill kill) {
            enqueue(kill);
            commitWaitingOrLater();
        } else if (finding instanceof KillBySignal kill) {
            waitingProcessKills.add(kill);
            commitWaitingOrLater();
        } else if (finding instanceof PressureChange change) {
            if (registration != null) {
                MemoryPressureWriter.eventOf(change).commit();
            }
        } else if (finding instanceof Stall stall) {
            if (registration != null) {
                ReclaimStallWriter.eventOf(stall).commit();
            }
        } else if (finding instanceof LedgerDrawn drawn) {
            if (registration != null) {
                MemoryLedgerWriter.eventOf(drawn).commit();
            }
        } else if (finding instanceof ActionTaken taken) {
            if (registration != null) {
                ActionWriter.eventOf(taken).commit();
            }
        } else if (finding instanceof VerdictReached reached) {
            waitingVerdicts.add(reached);
            commitWaitingOrLater();
        } else if (finding instanceof Sample sample) {
            newest = sample;
            catchUp();
            if (eventsAtStart == null && sample.files() != null) {
                eventsAtStart = sample.files().events();
            }
            if (registration != null) {
                childStartStream.onSample(sample);
            }
        }
    }

    @Override
    public void prepare(Kill kill) {
        synchronized (this) {
            example = kill;
            if (registration != null) {
                goThroughTheMotions(kill);
            }
        }
    }

    /** From here on the state says something: a recording that began before gets its status now. */
    public void stateIsKnown() {
        synchronized (this) {
            stateKnown = true;
            if (registration != null) {
                commitStatus();
            }
        }
    }

    /** Kills that no recording ever took, because more than the queue holds came before the first one. */
    public long forgotten() {
        return forgotten.get();
    }

    @Override
    public void close() {
        closed = true;
        FlightRecorder.removeListener(recordingWatch);
        childStartStream.close();
        synchronized (this) {
            Registration registered = registration;
            if (registered != null) {
                registration = null;
                registered.undo();
            }
        }
    }

    private void enqueue(Kill kill) {
        waiting.add(kill);
        if (waitingCount.incrementAndGet() > MOST_WAITING) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        synchronized (waiting) {
            if (waiting.poll() != null) {
                waitingCount.decrementAndGet();
                forgotten.incrementAndGet();
            }
        }
    }

    /**
     * Called after a kill was queued and after a recording began, so that neither can slip past the other. A kill leaves the queue
     * when its events are made: where the heap is too full for them it is there at the next try.
     */
    private void commitWaiting() {
        synchronized (waiting) {
            while (registration != null && OomKillGate.isRecorded()) {
                Kill kill = waiting.peek();
                if (kill == null) {
                    break;
                }
                OomKill event = OomKillWriter.eventOf(kill, childStarts);
                OomKillMemory account = OomKillMemoryWriter.eventOf(kill);
                List<OomKillTask> rows = OomKillTaskWriter.eventsOf(kill, ownPid);
                waiting.poll();
                waitingCount.decrementAndGet();
                event.commit();
                if (account != null) {
                    account.commit();
                }
                for (OomKillTask row : rows) {
                    row.commit();
                }
            }
        }
        if (registration != null) {
            waitingProcessKills.commit();
            waitingVerdicts.commit();
        }
    }

    private void commitWaitingOrLater() {
        try {
            commitWaiting();
        } catch (OutOfMemoryError full) {
            behind = true;
        }
    }

    /** What there was no thread or no memory for at its time is done a sample later, on the sampler's thread. */
    private void catchUp() {
        if (behind) {
            behind = false;
            try {
                onRecordingStart();
            } catch (OutOfMemoryError still) {
                behind = true;
            }
        }
    }

    /** Filled in but not committed: an event nobody asked for. */
    private void goThroughTheMotions(Kill kill) {
        OomKillWriter.eventOf(kill, childStarts);
        OomKillMemoryWriter.eventOf(kill);
        OomKillTaskWriter.eventsOf(kill, ownPid);
    }

    /** Hooks of the periods commit the newest sample and read nothing: the recorder's own thread runs them. */
    private void commitContainerMemory() {
        Sample sample = newest;
        MemoryEvents atStart = eventsAtStart;
        if (sample != null) {
            ContainerMemoryWriter.eventOf(sample, atStart == null ? MemoryEvents.missing() : atStart)
                    .commit();
        }
    }

    private void commitProcessMemory() {
        Sample sample = newest;
        if (sample == null) {
            return;
        }
        int rows = 0;
        for (ProcessReading process : sample.processes().largestFirst()) {
            if (rows == MOST_PROCESSES) {
                return;
            }
            ProcessMemoryWriter.eventOf(process, ownPid).commit();
            rows++;
        }
    }

    private void commitStatus() {
        if (stateKnown) {
            WitnessStatusWriter.eventOf(state.get()).commit();
        }
    }

    private void onRecordingStart() {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (registration == null) {
                registration =
                        Registration.make(this::commitStatus, this::commitContainerMemory, this::commitProcessMemory);
                if (example != null) {
                    goThroughTheMotions(example);
                }
                VerdictWriter.eventOf(new VerdictReached(0, Verdict.example()));
                MemoryPressureWriter.eventOf(PressureChange.example(Sample.none(Instant.now())));
                ReclaimStallWriter.eventOf(Stall.example());
                // The hook fires at the start of a chunk, and the one that made us register has begun already.
                commitStatus();
            }
        }
        commitWaiting();
    }

    private void runAside(Runnable work) {
        Thread thread = new Thread(null, work, "oomwitness-jfr", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.setUncaughtExceptionHandler((ended, failure) -> onFailure(failure));
        thread.start();
    }

    private void onFailure(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            behind = true;
        } else {
            recorderFault.accept(failure);
        }
    }

    /** At the limit of threads or of the heap: what is thrown here would fail the application's own start of a recording. */
    private void tryAside(Runnable work) {
        try {
            runAside(work);
        } catch (OutOfMemoryError noThread) {
            behind = true;
        }
    }

    /** Wakes a thread of its own and returns: the application waits for this callback when it starts a recording. */
    private final class RecordingWatch implements FlightRecorderListener {
        @Override
        public void recordingStateChanged(Recording recording) {
            switch (recording.getState()) {
                case RUNNING -> tryAside(JfrSink.this::onRecordingStart);
                case STOPPED, CLOSED -> tryAside(childStartStream::onRecordingEnd);
                default -> {}
            }
        }
    }

    /** Keeps the event class out of this class's own linking: touching it registers it. */
    private static final class OomKillGate {
        static boolean isRecorded() {
            return new OomKill().isEnabled();
        }
    }
}
