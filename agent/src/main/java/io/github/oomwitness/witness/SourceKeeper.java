// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.sink.log.Log;
import io.github.oomwitness.source.ChosenSource;
import io.github.oomwitness.source.KillListener;
import io.github.oomwitness.source.KillSource;
import io.github.oomwitness.source.KillSourceException;
import io.github.oomwitness.source.SourceLadder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the way kills are learned of: takes it from the ladder, starts it, looks after it at each sample, and puts the rung
 * below in the place of one that has failed. Chosen and started by the thread that assembles, looked after by the sampler's.
 */
final class SourceKeeper implements AutoCloseable {
    private static final long BETWEEN_TRIES_NANOS = 1_000_000_000L;
    private static final long PAUSE_MILLIS = 100;
    private static final int MOST_PAUSES = 11;

    private final Log log;
    private final LiveState state;
    private final Runnable stateChanged;
    private volatile @Nullable KillSource source;
    private volatile @Nullable Succession started;

    /** Why a rung ended that none could take over from so far. Both are for the sampler's thread. */
    private @Nullable KillSourceException unserved;

    private long nextTryAt = System.nanoTime();

    SourceKeeper(Log log, LiveState state, Runnable stateChanged) {
        this.log = log;
        this.state = state;
        this.stateChanged = stateChanged;
    }

    /** The highest rung to be had. Said where it is not the highest of all. */
    ChosenSource choose(SourceLadder ladder) {
        ChosenSource chosen = ladder.climb();
        source = chosen.source();
        sayWhyNoBetter(chosen);
        return chosen;
    }

    /**
     * Starts what was chosen, or a rung below where its last step fails.
     *
     * @param cgroup whose files the rung below may read; null where they are not to be had, or another cgroup's
     */
    void start(SourceLadder ladder, @Nullable CgroupLocation cgroup, KillListener listener) {
        Succession succession = new Succession(ladder, cgroup, listener);
        KillSource chosen = source;
        if (chosen != null) {
            start(chosen, succession);
        }
        started = succession;
    }

    /** Called at each sample. What has failed is said once, and the rung below takes over from one that has ended. */
    void lookAfter() {
        Succession succession = started;
        if (succession == null) {
            return;
        }
        KillSource current = source;
        if (current == null) {
            tryAgain(succession);
            return;
        }
        String trouble = current.takeTrouble();
        if (trouble == null) {
            return;
        }
        if (current.hasFailed()) {
            KillSourceException failed = new KillSourceException(DegradedReason.KERNEL, trouble);
            current.close();
            use(succession.filesInstead(failed), succession);
            unserved = source == null ? failed : null;
            stateChanged.run();
        } else {
            log.error(trouble);
        }
    }

    /** The own memory cgroup as the rung in use sees it; null on one that cannot know. */
    @Nullable
    MemcgPath locate() {
        KillSource current = source;
        return current == null ? null : current.locate();
    }

    /**
     * Returns once no victim of the kernel is dying: whoever needs a page before that may make the kernel choose another. Takes a
     * second at most, as in a storm of kills there is always somebody who dies. For a thread that has time.
     */
    void letVictimsDie() {
        try {
            for (int times = 0; times < MOST_PAUSES && isVictimDying(); times++) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isVictimDying() {
        KillSource current = source;
        return current != null && current.isVictimDying();
    }

    /** Whether no kill can be seen. */
    boolean isBlind() {
        return source == null;
    }

    /** Nobody may look after it any more. */
    @Override
    public void close() {
        KillSource last = source;
        source = null;
        if (last != null) {
            last.close();
        }
    }

    private void start(KillSource chosen, Succession succession) {
        try {
            chosen.start(succession.listener());
        } catch (KillSourceException refused) {
            chosen.close();
            use(succession.below(refused), succession);
        }
    }

    /** What kept the rung below from taking over, a want of descriptors for one, may have passed. */
    private void tryAgain(Succession succession) {
        KillSourceException failed = unserved;
        if (failed == null || System.nanoTime() - nextTryAt < 0) {
            return;
        }
        nextTryAt = System.nanoTime() + BETWEEN_TRIES_NANOS;
        ChosenSource lower = succession.filesInstead(failed);
        if (lower.source() != null) {
            use(lower, succession);
            unserved = source == null ? failed : null;
            stateChanged.run();
        }
    }

    private void use(ChosenSource lower, Succession succession) {
        source = lower.source();
        state.set(lower, succession.cgroup());
        sayWhyNoBetter(lower);
        if (lower.source() != null) {
            start(lower.source(), succession);
        }
    }

    private void sayWhyNoBetter(ChosenSource chosen) {
        if (chosen.because() == null) {
            return;
        }
        if (chosen.source() != null && chosen.source().loader() != null) {
            log.info("kills are seen through " + chosen.name() + " and not in a better way: " + chosen.because());
            return;
        }
        log.error("kills are not seen through the kernel program: " + chosen.because()
                + (chosen.source() == null
                        ? ""
                        : "; the cgroup's files tell of them instead, and the victim is a guess"));
    }

    /** What a rung needs to follow another. */
    private record Succession(SourceLadder ladder, @Nullable CgroupLocation cgroup, KillListener listener) {
        ChosenSource below(KillSourceException refused) {
            return ladder.stepDown(refused, cgroup);
        }

        ChosenSource filesInstead(KillSourceException failed) {
            return ladder.filesInstead(failed, cgroup);
        }
    }
}
