// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupReader;
import io.github.oomwitness.cgroup.OomKillCounter;
import io.github.oomwitness.linux.SystemCallException;
import io.github.oomwitness.options.SourceChoice;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.process.ProcessTableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Kills as the cgroup's own files count them: without any privilege, and with native code only to be woken. The files
 * say that a process was killed and not which: whoever has vanished is named as the likely victim.
 */
final class CgroupFilesSource implements KillSource {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final CgroupLocation location;
    private final OomKillCounter counter;
    private final KillAlarm alarm;
    private final @Nullable String whyNotWoken;
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable CounterThread thread;
    private boolean troubleTaken;

    private CgroupFilesSource(
            CgroupLocation location, OomKillCounter counter, KillAlarm alarm, @Nullable String whyNotWoken) {
        this.location = location;
        this.counter = counter;
        this.alarm = alarm;
        this.whyNotWoken = whyNotWoken;
    }

    /**
     * Begins to count.
     *
     * @param nativeAccess whether system calls can be made: only then can the kernel wake a thread
     * @throws KillSourceException where the cgroup has no file that counts kills
     */
    static CgroupFilesSource open(CgroupLocation location, boolean nativeAccess) throws KillSourceException {
        OomKillCounter counter = OomKillCounter.open(location);
        if (!counter.isThere()) {
            counter.close();
            throw noCountIn(location.directory().resolve(counter.fileName()));
        }
        if (!nativeAccess) {
            return new CgroupFilesSource(location, counter, new NoAlarm(), null);
        }
        try {
            return new CgroupFilesSource(location, counter, alarmFor(location), null);
        } catch (SystemCallException refused) {
            return new CgroupFilesSource(location, counter, new NoAlarm(), refused.getMessage());
        }
    }

    /** Why the kernel does not wake this agent though system calls can be made; null where it does. */
    @Nullable
    String whyNotWoken() {
        return whyNotWoken;
    }

    @Override
    public String name() {
        return SourceChoice.CGROUP_FILES.text();
    }

    @Override
    public @Nullable String loader() {
        return null;
    }

    @Override
    public String manner() {
        CounterThread running = thread;
        return running == null ? alarm.manner() : running.manner();
    }

    @Override
    public synchronized void start(KillListener listener) {
        KillCountWatch watch = new KillCountWatch(
                counter,
                CgroupReader.open(location),
                ProcessTableReader.open(location.directory(), CommandLinePolicy.OFF),
                new GuessedKills(location, hostName()),
                listener);
        watch.prepare();
        alarm.watch(counter.cgroups());
        alarm.start();
        CounterThread started = new CounterThread(watch, alarm, failures);
        thread = started;
        started.start();
    }

    @Override
    public @Nullable MemcgPath locate() {
        return null;
    }

    /** The files do not tell. */
    @Override
    public boolean isVictimDying() {
        return false;
    }

    @Override
    public synchronized @Nullable String takeTrouble() {
        CounterThread running = thread;
        String trouble = running == null || troubleTaken ? null : running.trouble();
        if (trouble == null) {
            return null;
        }
        troubleTaken = true;
        return "the kernel does not wake the agent any more (" + trouble
                + "): it looks at the cgroup's files ten times a second instead, and kills are told up to 0.1 s late";
    }

    @Override
    public boolean hasFailed() {
        return false;
    }

    @Override
    public long lostRecords() {
        return 0;
    }

    @Override
    public long faults() {
        return failures.get() + counter.faults();
    }

    @Override
    public synchronized void close() {
        CounterThread running = thread;
        if (running == null) {
            counter.close();
            alarm.close();
        } else {
            running.end();
        }
    }

    /** A file that cannot be opened just now, for want of descriptors perhaps, says nothing of the kernel. */
    private static KillSourceException noCountIn(Path file) {
        try {
            Files.readString(file, StandardCharsets.ISO_8859_1);
            return new KillSourceException(
                    DegradedReason.KERNEL, "there is no count of kills in " + file + " (Linux before 4.13)");
        } catch (NoSuchFileException missing) {
            return new KillSourceException(DegradedReason.KERNEL, "there is no " + file + " (the root cgroup of v2)");
        } catch (IOException refused) {
            return new KillSourceException(
                    DegradedReason.CONFIGURATION, "the count of kills cannot be read (" + refused.getMessage() + ")");
        }
    }

    private static KillAlarm alarmFor(CgroupLocation location) throws SystemCallException {
        return switch (location.version()) {
            case V1 -> OutOfMemoryAlarm.open(location.directory());
            case V2 -> EventFileAlarm.open(location.directory());
        };
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME, StandardCharsets.UTF_8).strip();
        } catch (IOException hidden) {
            return "";
        }
    }
}
