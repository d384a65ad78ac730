// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.EventDescriptor;
import io.github.oomwitness.linux.KernelFile;
import io.github.oomwitness.linux.NativeMemory;
import io.github.oomwitness.linux.Poll;
import io.github.oomwitness.linux.SystemCallException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * cgroup v2: {@code memory.events} rings when one of its counts has risen, in the cgroup or anywhere below it, at most
 * every 10 ms ({@code cgroup_file_notify}). Whoever may read the file may wait for it.
 */
final class EventFileAlarm implements KillAlarm {
    /** More than the file is long: it has six lines. */
    private static final int LARGEST_SIZE = 1024;

    private static final int WAKE_UP = 0;
    private static final int EVENTS = 1;

    private final KernelFile events;
    private final EventDescriptor wakeUp;
    private final NativeMemory text = NativeMemory.allocate(LARGEST_SIZE);
    private final Poll poll;

    private EventFileAlarm(KernelFile events, EventDescriptor wakeUp) {
        this.events = events;
        this.wakeUp = wakeUp;
        this.poll = new Poll(List.of(wakeUp.descriptor()), List.of(events.descriptor()));
    }

    static EventFileAlarm open(Path cgroup) throws SystemCallException {
        KernelFile events = KernelFile.openForReading(cgroup.resolve("memory.events"));
        try {
            EventFileAlarm alarm = new EventFileAlarm(events, EventDescriptor.create());
            events.readStart(alarm.text);
            return alarm;
        } catch (SystemCallException refused) {
            events.close();
            throw refused;
        }
    }

    @Override
    public boolean await(long millis) throws SystemCallException {
        if (!poll.awaitNotingTime(millis)) {
            return false;
        }
        if (poll.isReady(WAKE_UP) && wakeUp.consume() == 0) {
            // Somebody has closed it: as it is, no wait would ever wait again.
            throw new SystemCallException("read of an eventfd", Errno.EBADF);
        }
        if (!poll.isReady(EVENTS)) {
            return false;
        }
        // The very read that makes the next wait wait. It fails once the cgroup has gone.
        events.readStart(text);
        return true;
    }

    @Override
    public long wokenAt() {
        return poll.letGoAt();
    }

    @Override
    public void wake() throws SystemCallException {
        wakeUp.signal();
    }

    /** The counts are those of the whole subtree. */
    @Override
    public void watch(Collection<Path> cgroups) {}

    /** It rings as well when usage has met a limit and could be reclaimed. */
    @Override
    public boolean ringsForOutOfMemoryOnly() {
        return false;
    }

    @Override
    public boolean ringsForEveryKill() {
        return true;
    }

    @Override
    public String manner() {
        return "woken by the kernel";
    }

    @Override
    public void close() {
        poll.close();
        wakeUp.close();
        events.close();
        text.close();
    }
}
