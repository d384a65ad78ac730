// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.finding.Sample;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The thread that takes a sample at every interval and hands it on. */
final class Sampler extends Thread {
    private static final long PATIENCE_MILLIS = 5_000;

    private final SampleReader reader;
    private final Duration interval;
    private final Consumer<Sample> listener;
    private final AtomicLong faults = new AtomicLong();
    private volatile boolean ending;

    Sampler(SampleReader reader, Duration interval, Consumer<Sample> listener) {
        super(null, null, "oomwitness-sampler", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        this.reader = reader;
        this.interval = interval;
        this.listener = listener;
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        while (!ending) {
            sample();
            next = Math.max(next + interval.toNanos(), System.nanoTime());
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

    private void sample() {
        try {
            listener.accept(reader.read());
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
