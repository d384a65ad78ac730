// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.pressure.SamplingPlan;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that takes samples and hands them on: one at every interval, and the more often the less memory is left.
 * Between two, it looks at the usage alone while that says that nothing has changed.
 */
final class Sampler extends Thread {
    private static final long PATIENCE_MILLIS = 5_000;

    private final SampleReader reader;
    private final Duration interval;
    private final Runnable letVictimsDie;
    private final Consumer<Sample> listener;
    private final AtomicLong faults = new AtomicLong();
    private @Nullable SamplingPlan plan;
    private volatile boolean ending;

    /**
     * A thread that is yet to be started.
     *
     * @param letVictimsDie returns once no victim of the kernel is dying: what a look needs may make the kernel kill once more
     */
    Sampler(SampleReader reader, Duration interval, Runnable letVictimsDie, Consumer<Sample> listener) {
        super(null, null, "oomwitness-sampler", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        this.reader = reader;
        this.interval = interval;
        this.letVictimsDie = letVictimsDie;
        this.listener = listener;
    }

    @Override
    public void run() {
        long intervalNanos = interval.toNanos();
        long next = System.nanoTime();
        while (!ending) {
            letVictimsDie.run();
            look(intervalNanos);
            SamplingPlan current = plan;
            long pause = current == null ? intervalNanos : current.pauseNanos(intervalNanos);
            next = Math.max(next + pause, System.nanoTime());
            pauseUntil(next);
        }
        reader.close();
    }

    /** Samples that could not be taken or handed on. */
    long faults() {
        return faults.get();
    }

    /** Wakes the thread and waits for it; false where it did not end in time. */
    boolean end() {
        ending = true;
        if (getState() == State.NEW) {
            // No thread could be started for it, and so none closes what it was to read.
            reader.close();
        }
        interrupt();
        try {
            join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !isAlive();
    }

    private void look(long intervalNanos) {
        try {
            SamplingPlan current = plan;
            if (current == null || current.wantsEverything(System.nanoTime(), reader.readUsage(), intervalNanos)) {
                // Should the reading fail, the next look comes an interval later.
                plan = null;
                Sample sample = reader.read();
                plan = current == null ? SamplingPlan.after(sample.pressure()) : current.next(sample.pressure());
                listener.accept(sample);
            }
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError failure) {
            faults.incrementAndGet();
        }
    }

    private static void pauseUntil(long deadline) {
        try {
            long left = deadline - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException interrupted) {
            // Woken to end: the loop looks at why.
        }
    }
}
