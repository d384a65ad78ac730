// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.OomKill;
import io.github.oomwitness.events.WitnessStatus;
import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.finding.WitnessState;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/**
 * Commits findings as events. Event classes are registered when the first recording starts, because registering costs
 * 80 ms and 8 MB that nobody should pay who does not record. Kills from before wait and go into the first recording
 * that runs after them.
 */
public final class JfrSink implements Sink {
    /** Kills that wait for a recording; about 4 KB each. */
    private static final int MOST_WAITING = 1024;

    private final Supplier<WitnessState> state;
    private final Queue<Kill> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicLong forgotten = new AtomicLong();
    private final RecordingStart recordingStart = new RecordingStart();
    private final Runnable statusHook = this::commitStatus;
    private volatile @Nullable Registration registration;
    private @Nullable Kill example;
    private volatile boolean stateKnown;
    private volatile boolean closed;

    private JfrSink(Supplier<WitnessState> state) {
        this.state = state;
    }

    /**
     * Begins to listen for recordings.
     *
     * @throws LinkageError where this JVM was built without jdk.jfr
     */
    public static JfrSink open(Supplier<WitnessState> state) {
        JfrSink sink = new JfrSink(state);
        FlightRecorder.addListener(sink.recordingStart);
        if (FlightRecorder.isInitialized()) {
            for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
                sink.recordingStart.recordingStateChanged(recording);
            }
        }
        return sink;
    }

    @Override
    public void accept(Finding finding) {
        if (finding instanceof Kill kill) {
            if (waitingCount.incrementAndGet() > MOST_WAITING) {
                forgetOldest();
            }
            waiting.add(kill);
            commitWaiting();
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
        FlightRecorder.removeListener(recordingStart);
        synchronized (this) {
            Registration registered = registration;
            if (registered != null) {
                registration = null;
                registered.undo();
            }
        }
    }

    private void forgetOldest() {
        if (waiting.poll() != null) {
            waitingCount.decrementAndGet();
            forgotten.incrementAndGet();
        }
    }

    /** Called after a kill was queued and after a recording began, so that neither can slip past the other. */
    private void commitWaiting() {
        while (registration != null && OomKillGate.isRecorded()) {
            Kill kill = waiting.poll();
            if (kill == null) {
                return;
            }
            waitingCount.decrementAndGet();
            OomKillWriter.eventOf(kill).commit();
        }
    }

    /** Filled in but not committed: an event nobody asked for. */
    private static void goThroughTheMotions(Kill kill) {
        OomKillWriter.eventOf(kill);
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
                registration = Registration.make(statusHook);
                if (example != null) {
                    goThroughTheMotions(example);
                }
                // The hook fires at the start of a chunk, and the one that made us register has begun already.
                commitStatus();
            }
        }
        commitWaiting();
    }

    /** Wakes a thread of its own and returns: the application waits for this callback when it starts a recording. */
    private final class RecordingStart implements FlightRecorderListener {
        @Override
        public void recordingStateChanged(Recording recording) {
            if (recording.getState() == RecordingState.RUNNING) {
                Thread thread = new Thread(null, JfrSink.this::onRecordingStart, "oomwitness-jfr", 0, false);
                thread.setDaemon(true);
                thread.setContextClassLoader(null);
                thread.start();
            }
        }
    }

    /** Keeps the event class out of this class's own linking: touching it registers it. */
    private static final class OomKillGate {
        static boolean isRecorded() {
            return new OomKill().isEnabled();
        }
    }

    /** The event types, known to the recorder. */
    private static final class Registration {
        private final Runnable statusHook;

        private Registration(Runnable statusHook) {
            this.statusHook = statusHook;
        }

        static Registration make(Runnable statusHook) {
            FlightRecorder.register(OomKill.class);
            FlightRecorder.register(WitnessStatus.class);
            FlightRecorder.addPeriodicEvent(WitnessStatus.class, statusHook);
            return new Registration(statusHook);
        }

        void undo() {
            FlightRecorder.removePeriodicEvent(statusHook);
            FlightRecorder.unregister(WitnessStatus.class);
            FlightRecorder.unregister(OomKill.class);
        }
    }
}
