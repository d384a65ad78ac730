// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupReader;
import io.github.oomwitness.cgroup.OomKillCounter;
import io.github.oomwitness.options.SourceChoice;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.process.ProcessTableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Kills as the cgroup's own files count them: without any privilege and without native code. The files say that a
 * process was killed and not which: whoever has vanished is named as the likely victim.
 */
final class CgroupFilesSource implements KillSource {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final CgroupLocation location;
    private final OomKillCounter counter;
    private final AtomicLong failures = new AtomicLong();
    private @Nullable CounterThread thread;

    private CgroupFilesSource(CgroupLocation location, OomKillCounter counter) {
        this.location = location;
        this.counter = counter;
    }

    /**
     * Begins to count.
     *
     * @throws KillSourceException where the cgroup has no file that counts kills
     */
    static CgroupFilesSource open(CgroupLocation location) throws KillSourceException {
        OomKillCounter counter = OomKillCounter.open(location);
        if (!counter.isThere()) {
            counter.close();
            throw new KillSourceException(
                    DegradedReason.KERNEL,
                    "there is no count of kills in "
                            + location.directory().resolve(counter.fileName())
                            + " (Linux before 4.13, or the root cgroup of v2)");
        }
        return new CgroupFilesSource(location, counter);
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
    public synchronized void start(KillListener listener) {
        KillCountWatch watch = new KillCountWatch(
                counter,
                CgroupReader.open(location),
                ProcessTableReader.open(location.directory(), CommandLinePolicy.OFF),
                new GuessedKills(location, hostName()),
                listener);
        watch.prepare();
        CounterThread started = new CounterThread(watch, counter, failures);
        thread = started;
        started.start();
    }

    @Override
    public @Nullable MemcgPath locate() {
        return null;
    }

    /** Nothing waits here: the count is looked at all the time. */
    @Override
    public void tellWaiting() {}

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
        } else {
            running.end();
        }
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME, StandardCharsets.UTF_8).strip();
        } catch (IOException hidden) {
            return "";
        }
    }
}
