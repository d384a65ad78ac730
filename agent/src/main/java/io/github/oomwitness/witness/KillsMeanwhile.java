// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.OomKillCounter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the kills between the last moment at which another JVM surely witnessed the cgroup and the first at which this one
 * does. The other one may have told some of them, or may be one of the victims: the count cannot know. For one thread.
 */
final class KillsMeanwhile implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final @Nullable OomKillCounter counter;
    private long newest;
    private long told;
    private long toldAtNanos = System.nanoTime();
    private long teller = -1;

    /** Counts nothing where the files cannot be seen. */
    KillsMeanwhile(@Nullable CgroupLocation files) {
        this.counter = files == null ? null : OomKillCounter.open(files);
    }

    /** Before it is asked who witnesses: what is counted by then, whoever witnesses afterwards could tell. */
    void read() {
        newest = counter == null ? 0 : counter.read();
    }

    /** Another one witnessed when the count was last read. */
    void othersWereThere(long pid) {
        told = newest;
        toldAtNanos = System.nanoTime();
        teller = pid;
    }

    /** What to say of them now; null where there were none. */
    @Nullable
    String line() {
        read();
        long between = newest - told;
        if (between <= 0) {
            return null;
        }
        double seconds = Math.ceil((System.nanoTime() - toldAtNanos) / NANOS_PER_SECOND * 10) / 10;
        return "the kernel counted " + between + (between == 1 ? " kill" : " kills") + " in this memory cgroup in the "
                + seconds + " s before this JVM began to witness it: "
                + (teller < 0 ? "the JVM before it" : "pid " + teller + " before it")
                + " may have told of them, or may have been a victim itself; the kernel's log (dmesg) knows";
    }

    @Override
    public void close() {
        if (counter != null) {
            counter.close();
        }
    }
}
