// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.role.WitnessLock;
import io.github.oomwitness.sink.log.Log;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one JVM witnesses a memory cgroup: holds the others up, on their own thread, until it is their turn.
 * For one thread at a time.
 */
final class Turn implements AutoCloseable {
    /** Between two tries of 3 microseconds each. */
    private static final long PAUSE_MILLIS = 1_000;

    /** The list of all locks on the machine can be long: who holds this one is looked up more rarely. */
    private static final int TRIES_FOR_EACH_LOOK_AT_THE_HOLDER = 10;

    private final Log log;
    private final LiveState state;
    private final Runnable stateChanged;
    private @Nullable WitnessLock lock;
    private boolean noLockToBeHad;
    private @Nullable KillsMeanwhile meanwhile;

    /** Made by the one who waits; {@code stateChanged} is run when it begins to stand by, and when others change roles. */
    Turn(Log log, LiveState state, Runnable stateChanged) {
        this.log = log;
        this.state = state;
        this.stateChanged = stateChanged;
    }

    /**
     * Returns once this JVM is the one to witness: at once where nobody else is, else when that one ends. Where no lock can
     * be had it returns at once as well: a kill that is told twice is better than one that nobody tells.
     *
     * @param cgroupId of the memory cgroup
     * @param files of the same cgroup, null where they cannot be seen
     * @throws InterruptedException when the agent is stopped meanwhile
     */
    void await(long cgroupId, @Nullable CgroupLocation files) throws InterruptedException {
        close();
        try {
            WitnessLock opened = WitnessLock.open(cgroupId);
            lock = opened;
            if (!opened.take()) {
                standByUnderItsName(opened, files);
            }
        } catch (IOException | SecurityException refused) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            noLockToBeHad = true;
            log.error(
                    "other JVMs in this memory cgroup may tell the same kills: /dev/full, on which they agree who does,"
                            + " cannot be locked (" + refused + "); let every process open it for writing");
        }
    }

    /** Whether there is nothing left to wait for before this cgroup is witnessed. */
    boolean isFor(long cgroupId) {
        WitnessLock current = lock;
        return noLockToBeHad || (current != null && current.cgroupId() == cgroupId);
    }

    /** Says how many kills fell between the last moment at which another JVM was there to tell them, and now. */
    void sayWhatFellBetween() {
        KillsMeanwhile counted = meanwhile;
        if (counted != null) {
            meanwhile = null;
            String line = counted.line();
            if (line != null) {
                log.error(line);
            }
            counted.close();
        }
    }

    /** Lets another JVM witness. */
    @Override
    public void close() {
        WitnessLock current = lock;
        lock = null;
        KillsMeanwhile counted = meanwhile;
        meanwhile = null;
        if (counted != null) {
            counted.close();
        }
        try {
            if (current != null) {
                current.close();
            }
        } catch (IOException nothingToDo) {
            // The descriptor is gone whatever close(2) says, and the lock with it.
        }
    }

    /** The command {@code list} and whoever else looks at threads tells by it who stands by. */
    private void standByUnderItsName(WitnessLock opened, @Nullable CgroupLocation files)
            throws IOException, InterruptedException {
        Thread current = Thread.currentThread();
        String name = current.getName();
        current.setName("oomwitness-standby");
        try {
            standBy(opened, files);
        } finally {
            current.setName(name);
        }
    }

    private void standBy(WitnessLock opened, @Nullable CgroupLocation files) throws IOException, InterruptedException {
        KillsMeanwhile counted = new KillsMeanwhile(files);
        meanwhile = counted;
        long holder = opened.holder();
        say(holder, files);
        for (int tries = 1; ; tries++) {
            counted.read();
            if (opened.take()) {
                break;
            }
            counted.othersWereThere(holder);
            if (tries % TRIES_FOR_EACH_LOOK_AT_THE_HOLDER == 0 && opened.holder() != holder) {
                holder = opened.holder();
                say(holder, files);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        state.witness();
        log.info("taking over: " + nameOf(holder) + " witnesses this memory cgroup no longer");
    }

    private void say(long holder, @Nullable CgroupLocation files) {
        state.standBy(nameOf(holder) + " witnesses this memory cgroup", files);
        log.info(state.summary());
        stateChanged.run();
    }

    private static String nameOf(long holder) {
        return holder < 0 ? "another JVM" : "pid " + holder;
    }
}
