// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.process.ProcessReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Follows the running recordings for {@code jdk.ProcessStart}, which alone knows the frame that started a child. Opened when a
 * sample first shows a child of this JVM: who starts no process, or records nothing, pays nothing.
 *
 * <p>The recorder writes once a second, so that a child which dies within a second or two of its start is not known here.
 */
final class ChildStartStream {
    private static final String PROCESS_START = "jdk.ProcessStart";

    /** The start of a process is known to within 10 ms, the event comes after it, and the wall clock may be set. */
    private static final Duration EARLIER = Duration.ofSeconds(10);

    private final int ownPid;
    private final ChildStarts starts;
    private final Executor aside;
    private final AtomicLong faults = new AtomicLong();
    private volatile boolean wanted;
    private boolean closed;
    private @Nullable EventStream stream;

    /**
     * Not open yet.
     *
     * @param starts told of each start
     * @param aside runs what takes its time: to open a stream takes tens of milliseconds
     */
    ChildStartStream(int ownPid, ChildStarts starts, Executor aside) {
        this.ownPid = ownPid;
        this.starts = starts;
        this.aside = aside;
    }

    /** Called while or after something records. */
    void onSample(Sample sample) {
        if (!wanted) {
            Instant from = earliestChild(sample);
            if (from != null) {
                wanted = true;
                aside.execute(() -> open(from.minus(EARLIER)));
            }
        }
    }

    /** Ends to follow where nothing records any more; a child that is still there opens it for the next recording. */
    synchronized void onRecordingEnd() {
        if (!isRecording()) {
            closeStream();
            wanted = false;
        }
    }

    synchronized void close() {
        closed = true;
        closeStream();
    }

    /** What could not be read. */
    long faults() {
        return faults.get();
    }

    private synchronized void open(Instant from) {
        if (closed || stream != null) {
            return;
        }
        if (!isRecording()) {
            wanted = false;
            return;
        }
        try {
            EventStream opened = EventStream.openRepository();
            // Its own answer to a fault is a stack trace on the application's standard error.
            opened.onError(failure -> faults.incrementAndGet());
            opened.setReuse(true);
            opened.setOrdered(false);
            opened.setStartTime(from);
            opened.onEvent(PROCESS_START, this::note);
            opened.startAsync();
            stream = opened;
        } catch (IOException | RuntimeException refused) {
            faults.incrementAndGet();
        }
    }

    private void closeStream() {
        EventStream opened = stream;
        stream = null;
        if (opened != null) {
            opened.close();
        }
    }

    private void note(RecordedEvent event) {
        String startedBy = StarterText.of(event);
        if (startedBy != null) {
            starts.add((int) event.getLong("pid"), event.getStartTime(), startedBy);
        }
    }

    private @Nullable Instant earliestChild(Sample sample) {
        long earliest = Long.MAX_VALUE;
        for (ProcessReading process : sample.processes().largestFirst()) {
            if (process.parentPid() == ownPid && process.startTime() != Long.MIN_VALUE) {
                earliest = Math.min(earliest, process.startTime());
            }
        }
        return earliest == Long.MAX_VALUE ? null : Instant.ofEpochMilli(earliest);
    }

    private static boolean isRecording() {
        return FlightRecorder.getFlightRecorder().getRecordings().stream()
                .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
    }
}
