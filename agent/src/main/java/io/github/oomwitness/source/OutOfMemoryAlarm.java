// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.EventDescriptor;
import io.github.oomwitness.linux.KernelFile;
import io.github.oomwitness.linux.Poll;
import io.github.oomwitness.linux.SystemCallException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * cgroup v1: an eventfd that {@code cgroup.event_control} ties to {@code memory.oom_control} rings when the cgroup, or
 * one above it, has run out of memory: a moment before the kernel kills, and also where it then kills nobody
 * ({@code memcg1_oom_notify}). It does not ring when the whole machine has.
 */
final class OutOfMemoryAlarm implements KillAlarm {
    private final EventDescriptor bell;
    private final EventDescriptor wakeUp;
    private final Poll poll;
    private final BellThread listener;
    private final Set<Path> watched = new HashSet<>();

    private OutOfMemoryAlarm(EventDescriptor bell, EventDescriptor wakeUp, BellThread listener) {
        this.bell = bell;
        this.wakeUp = wakeUp;
        this.poll = new Poll(wakeUp.descriptor());
        this.listener = listener;
    }

    static OutOfMemoryAlarm open(Path cgroup) throws SystemCallException {
        EventDescriptor bell = EventDescriptor.create();
        try {
            tie(bell, cgroup);
            OutOfMemoryAlarm alarm = open(bell);
            alarm.watched.add(cgroup);
            return alarm;
        } catch (SystemCallException refused) {
            bell.close();
            throw refused;
        }
    }

    private static OutOfMemoryAlarm open(EventDescriptor bell) throws SystemCallException {
        EventDescriptor wakeUp = EventDescriptor.create();
        try {
            return new OutOfMemoryAlarm(bell, wakeUp, new BellThread(bell, wakeUp));
        } catch (SystemCallException refused) {
            wakeUp.close();
            throw refused;
        }
    }

    @Override
    public void start() {
        listener.start();
    }

    @Override
    public boolean await(long millis) throws SystemCallException {
        if (!poll.awaitNotingTime(millis)) {
            return false;
        }
        if (wakeUp.consume() == 0) {
            // Somebody has closed it: as it is, no wait would ever wait again.
            throw new SystemCallException("read of an eventfd", Errno.EBADF);
        }
        SystemCallException failure = listener.failure();
        if (failure != null) {
            throw failure;
        }
        return listener.firstRing() != NEVER;
    }

    @Override
    public long wokenAt() {
        return poll.letGoAt();
    }

    @Override
    public long ringAt() {
        return listener.firstRing();
    }

    @Override
    public void forgetRingBefore(long nanoTime) {
        listener.forgetBefore(nanoTime);
    }

    @Override
    public void wake() throws SystemCallException {
        wakeUp.signal();
    }

    /** A cgroup that refuses is looked at like one without an alarm. The kernel unties those that go. */
    @Override
    public void watch(Collection<Path> cgroups) {
        watched.retainAll(cgroups);
        for (Path cgroup : cgroups) {
            if (watched.add(cgroup)) {
                try {
                    tie(bell, cgroup);
                } catch (SystemCallException refused) {
                    // Not tried again as long as it is there.
                }
            }
        }
    }

    @Override
    public boolean ringsForOutOfMemoryOnly() {
        return true;
    }

    @Override
    public boolean ringsForEveryKill() {
        return false;
    }

    @Override
    public String manner() {
        return "woken by the kernel";
    }

    @Override
    public void close() {
        poll.close();
        // A number that a thread may still read from must not become another file's.
        if (listener.end()) {
            wakeUp.close();
            bell.close();
        }
    }

    /** The kernel keeps what it needs of the two files: they need not stay open. */
    private static void tie(EventDescriptor bell, Path cgroup) throws SystemCallException {
        try (KernelFile control = KernelFile.openForWriting(cgroup.resolve("cgroup.event_control"));
                KernelFile oomControl = KernelFile.openForReading(cgroup.resolve("memory.oom_control"))) {
            control.write(
                    bell.descriptor().number() + " " + oomControl.descriptor().number());
        }
    }
}
