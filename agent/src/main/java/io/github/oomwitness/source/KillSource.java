// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.bpf.record.StallCounts;
import org.jspecify.annotations.Nullable;

/** One rung of the ladder, ready to tell of kills. */
public interface KillSource extends AutoCloseable {
    /** The name that events and meters use: fentry, kprobe, tp_btf, raw_tp or cgroup_files. */
    String name();

    /** What loaded the kernel program (light, libbpf); null for a rung without one. */
    @Nullable
    String loader();

    /** In what way kills are learned of, where the rung has more than one; null otherwise. */
    default @Nullable String manner() {
        return null;
    }

    /**
     * Begins to tell. The listener is called on this source's own thread, one kill after the other.
     *
     * @throws KillSourceException where the last step fails after all
     */
    void start(KillListener listener) throws KillSourceException;

    /** The own memory cgroup with its ancestors as the kernel sees them now; null on a rung that cannot know. */
    @Nullable
    MemcgPath locate();

    /**
     * Called before every look at the memory: whether a victim is still dying, so that whoever needs a page now may make the
     * kernel choose another. Its record waits until its memory is free. There are ways for that never to be said: after a
     * second the record is told all the same.
     */
    boolean isVictimDying();

    /** What was turned off since the last call, on one line, to be said once; null where nothing was. Any thread may ask. */
    @Nullable
    String takeTrouble();

    /** Whether it tells no more kills though nobody has closed it. Any thread may ask. */
    boolean hasFailed();

    /** Kills that this source knows it could not tell of. */
    long lostRecords();

    /** What is known of this JVM's threads in direct reclaim; null on a rung that does not see them. Any thread may ask. */
    default @Nullable StallCounts stalls() {
        return null;
    }

    /** Records that made no sense, and steps that failed, since the start. */
    long faults();

    /** Ends the thread, tells what is left in the ring, and gives every descriptor back. */
    @Override
    void close();
}
