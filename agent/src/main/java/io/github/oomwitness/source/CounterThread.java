// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.linux.SystemCallException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The thread that looks at the count of kills: when an alarm rings, and now and then without one. */
final class CounterThread extends Thread {
    private static final long REST_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 5_000;

    private final KillCountWatch watch;
    private final KillAlarm firstAlarm;
    private final AtomicLong faults;
    private volatile KillAlarm alarm;
    private volatile @Nullable String trouble;
    private volatile boolean ending;

    CounterThread(KillCountWatch watch, KillAlarm alarm, AtomicLong faults) {
        super(null, null, "oomwitness-files", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        this.watch = watch;
        this.firstAlarm = alarm;
        this.alarm = alarm;
        this.faults = faults;
    }

    @Override
    public void run() {
        while (!ending) {
            try {
                boolean rang = await(watch.pauseMillis());
                watch.look(alarm.wokenAt(), alarm, rang);
            } catch (InterruptedException woken) {
                // To end: the loop looks at why.
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError failure) {
                faults.incrementAndGet();
                rest();
            }
        }
        watch.close();
    }

    /** In what way it learns of kills, for people. */
    String manner() {
        return alarm.manner();
    }

    /** Why it has to do without its alarm; null where it has not. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Wakes the thread and waits for it to end; it closes the files itself. */
    void end() {
        ending = true;
        try {
            firstAlarm.wake();
        } catch (SystemCallException failure) {
            faults.incrementAndGet();
        }
        interrupt();
        try {
            if (this != Thread.currentThread()) {
                join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        // What a thread may still wait on stays open.
        if (!isAlive()) {
            firstAlarm.close();
        }
    }

    /** An alarm that fails once would fail at once each time from then on. */
    private boolean await(long millis) throws InterruptedException {
        try {
            return alarm.await(millis);
        } catch (SystemCallException failure) {
            faults.incrementAndGet();
            alarm = new NoAlarm();
            trouble = failure.getMessage();
            return true;
        }
    }

    /** Whatever failed, a cgroup without memory among it, is not helped by a hundred more tries a second. */
    private static void rest() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException woken) {
            // To end: the loop looks at why.
        }
    }
}
