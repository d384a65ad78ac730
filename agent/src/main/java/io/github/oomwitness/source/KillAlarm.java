// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.linux.SystemCallException;
import java.nio.file.Path;
import java.util.Collection;

/** What wakes the thread that looks at the cgroup's files. For one thread, save {@link #wake}. */
sealed interface KillAlarm extends AutoCloseable permits EventFileAlarm, OutOfMemoryAlarm, NoAlarm {
    /** No time of {@link System#nanoTime()}. */
    long NEVER = Long.MIN_VALUE;

    /** Begins to listen, where that takes more than the wait. Called once, if at all. */
    default void start() {}

    /**
     * Waits until the kernel rings, {@link #wake} is called, or the time is up.
     *
     * @return whether the kernel rang
     */
    boolean await(long millis) throws SystemCallException, InterruptedException;

    /** {@link System#nanoTime()} of the end of the last wait, as early as it could be taken. */
    long wokenAt();

    /**
     * {@link System#nanoTime()} of the first ring since {@link #forgetRingBefore} that means that memory has run out;
     * {@link #NEVER} where there was none, or rings may mean less.
     */
    default long ringAt() {
        return NEVER;
    }

    /** A ring from before this {@link System#nanoTime()} is dealt with. */
    default void forgetRingBefore(long nanoTime) {}

    /** Ends the wait of the thread that waits now, or of the next one to wait. */
    void wake() throws SystemCallException;

    /** Has the alarm ring for these cgroups too, as far as it does not yet. */
    void watch(Collection<Path> cgroups);

    /** Whether each ring means that memory has run out, and not only that it may. */
    boolean ringsForOutOfMemoryOnly();

    /** Whether it rings for every kill, so that nothing is missed without looking. */
    boolean ringsForEveryKill();

    /** In what way kills are learned of, for people. */
    String manner();

    /** Only once no thread waits any more, or ever calls {@link #wake} again. */
    @Override
    void close();
}
