// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import java.util.concurrent.atomic.AtomicLong;

/** A thread that looks at files again and again until it is ended. */
final class CounterThread extends Thread {
    private static final long LONGEST_INTERVAL_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 5_000;

    private final long intervalMillis;
    private final Look look;
    private final KillDetections detections;
    private final AtomicLong faults;
    private volatile boolean ending;

    /** What is done at each turn. */
    interface Look {
        void look() throws InterruptedException;
    }

    CounterThread(String name, long intervalMillis, Look look, KillDetections detections, AtomicLong faults) {
        super(null, null, name, 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        this.intervalMillis = intervalMillis;
        this.look = look;
        this.detections = detections;
        this.faults = faults;
    }

    @Override
    public void run() {
        while (!ending) {
            try {
                look.look();
                Thread.sleep(interval());
            } catch (InterruptedException woken) {
                // To end: the loop looks at why.
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError failure) {
                faults.incrementAndGet();
                rest();
            }
        }
    }

    /**
     * Wakes the thread and waits for it to end.
     *
     * @return false where it did not in time
     */
    boolean end() {
        ending = true;
        interrupt();
        try {
            if (this != Thread.currentThread()) {
                join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !isAlive();
    }

    /** Whatever failed, a heap without room among it, is not helped by a hundred more tries a second. */
    private static void rest() {
        try {
            Thread.sleep(LONGEST_INTERVAL_MILLIS);
        } catch (InterruptedException woken) {
            // To end: the loop looks at why.
        }
    }

    /** Each file costs microseconds: with many cgroups below (v1) they are read more rarely. */
    private long interval() {
        return Math.min(LONGEST_INTERVAL_MILLIS, Math.max(intervalMillis, detections.size()));
    }
}
