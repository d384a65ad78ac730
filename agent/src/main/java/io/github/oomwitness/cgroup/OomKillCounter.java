// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import io.github.oomwitness.cgroup.file.FlatKeyed;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts the OOM kills in a memory cgroup and all below it, from the files that every process may read. For one
 * thread, save {@link #faults}.
 *
 * <p>On v2 {@code memory.events} counts for the whole subtree. On v1 {@code memory.oom_control} counts for one cgroup
 * alone (mm/memcontrol-v1.c), so that those below are read one by one.
 */
public final class OomKillCounter implements AutoCloseable {
    private static final FlatKeyed FORMAT = new FlatKeyed("oom_kill", "oom");
    private static final int KILLS = 0;
    private static final int OUT_OF_MEMORY = 1;
    private static final int LINKS_OF_LEAF = 2;

    private final CgroupVersion version;
    private final Path directory;
    private final ValueFiles files = new ValueFiles();
    private final long[] values = FORMAT.newValues();
    private final Map<Path, Counter> counters = new LinkedHashMap<>();
    private final Set<Path> cgroups = Collections.unmodifiableSet(counters.keySet());
    private long kills;
    private boolean ranOut;

    private OomKillCounter(CgroupLocation location) {
        this.version = location.version();
        this.directory = location.directory();
        counters.put(directory, counterOf(directory));
    }

    /** A counter at 0: kills from before are left out. */
    public static OomKillCounter open(CgroupLocation location) {
        OomKillCounter counter = new OomKillCounter(location);
        counter.findChildren();
        counter.counters.values().forEach(counter::increase);
        return counter;
    }

    /** Whether this kernel and this cgroup have such a counter: not before Linux 4.13, and not in the root of v2. */
    public boolean isThere() {
        Counter own = counters.get(directory);
        return own != null && own.last >= 0;
    }

    /** The name of the file that counts. */
    public String fileName() {
        return version == CgroupVersion.V2 ? "memory.events" : "memory.oom_control";
    }

    /** Kills since {@link #open}. Allocates nothing. */
    public long read() {
        ranOut = false;
        for (Counter counter : counters.values()) {
            kills += increase(counter);
        }
        return kills;
    }

    /**
     * Whether the last read found that memory had run out since the one before it, after which a kill may follow. Only v2
     * counts that.
     */
    public boolean ranOut() {
        return ranOut;
    }

    /** The cgroups whose files are read, as found by {@link #findChildren}. A view: not to be kept. */
    public Set<Path> cgroups() {
        return cgroups;
    }

    /** How many files one {@link #read} reads. */
    public int size() {
        return counters.size();
    }

    /** Looks for cgroups below that are new, and forgets those that have gone. Only v1 needs it. */
    public void findChildren() {
        if (version == CgroupVersion.V2) {
            return;
        }
        Deque<Path> toVisit = new ArrayDeque<>();
        toVisit.push(directory);
        while (!toVisit.isEmpty()) {
            visitChildren(toVisit.pop(), toVisit);
        }
        forgetGone();
    }

    /** Faults so far, 0 or more. Any thread may ask. */
    public long faults() {
        return files.faults();
    }

    @Override
    public void close() {
        counters.values().forEach(counter -> counter.file.close());
    }

    private void visitChildren(Path parent, Deque<Path> toVisit) {
        try {
            if (((Number) Files.getAttribute(parent, "unix:nlink")).intValue() == LINKS_OF_LEAF) {
                return;
            }
            try (Stream<Path> children = Files.list(parent)) {
                children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                        .forEach(child -> {
                            counters.computeIfAbsent(child, this::counterOf);
                            toVisit.push(child);
                        });
            }
        } catch (IOException | UncheckedIOException | SecurityException gone) {
            // A cgroup that ends while it is listed has nothing to count any more.
        }
    }

    private void forgetGone() {
        for (Iterator<Map.Entry<Path, Counter>> all = counters.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Path, Counter> entry = all.next();
            if (!entry.getKey().equals(directory) && Files.notExists(entry.getKey())) {
                entry.getValue().file.close();
                all.remove();
            }
        }
    }

    private long increase(Counter counter) {
        files.readKeyed(counter.file, FORMAT, values);
        long outOfMemory = values[OUT_OF_MEMORY];
        ranOut |= outOfMemory > counter.lastOutOfMemory;
        counter.lastOutOfMemory = Math.max(counter.lastOutOfMemory, outOfMemory);
        long now = values[KILLS];
        if (now < 0) {
            return 0;
        }
        long increase = Math.max(0, now - Math.max(0, counter.last));
        counter.last = now;
        return increase;
    }

    private Counter counterOf(Path cgroup) {
        return new Counter(new PseudoFile(cgroup.resolve(fileName())));
    }

    private static final class Counter {
        private final PseudoFile file;
        private long last = FlatKeyed.MISSING;
        private long lastOutOfMemory = FlatKeyed.MISSING;

        Counter(PseudoFile file) {
            this.file = file;
        }
    }
}
