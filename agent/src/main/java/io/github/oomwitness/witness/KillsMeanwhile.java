// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.OomKillCounter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Counts the kills between the last moment at which another JVM surely witnessed the cgroup and the first at which this one
 * does. The other one may have told some of them, or may be one of the victims: the count cannot know. For one thread.
 */
final class KillsMeanwhile implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * A process that was killed keeps its lock until it has ended, which takes more than a second on a busy machine, and tells
     * nothing meanwhile: at the last looks it may have been a victim already.
     */
    private static final int LOOKS_AT_A_DYING_WITNESS = 2;

    private final @Nullable OomKillCounter counter;
    private final Deque<Look> looks = new ArrayDeque<>();
    private long newest;
    private long teller = -1;

    /** Counts nothing where the files cannot be seen. */
    KillsMeanwhile(@Nullable CgroupLocation files) {
        this.counter = files == null ? null : OomKillCounter.open(files);
        looks.add(new Look(0, System.nanoTime()));
    }

    /** Before it is asked who witnesses: what is counted by then, whoever witnesses afterwards could tell. */
    void read() {
        newest = counter == null ? 0 : counter.read();
    }

    /** Another one witnessed when the count was last read. */
    void othersWereThere(long pid) {
        looks.addLast(new Look(newest, System.nanoTime()));
        if (looks.size() > LOOKS_AT_A_DYING_WITNESS + 1) {
            looks.removeFirst();
        }
        teller = pid;
    }

    /** What to say of them now; null where there were none. */
    @Nullable
    String line() {
        read();
        Look sure = looks.getFirst();
        long between = newest - sure.kills();
        if (between <= 0) {
            return null;
        }
        double seconds = Math.ceil((System.nanoTime() - sure.atNanos()) / NANOS_PER_SECOND * 10) / 10;
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

    private record Look(long kills, long atNanos) {}
}
