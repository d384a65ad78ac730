// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A memory cgroup that belongs to its creator: made by {@link #create}, emptied with SIGKILL and removed by {@link #close}.
 *
 * <p>It is made under this process's own cgroup, or, on v2, under the nearest ancestor that may hand the memory controller down.
 * Nobody's processes are moved.
 */
public final class MemoryCgroup implements AutoCloseable {
    /** {@link #limit()} of a cgroup without a limit. */
    public static final long NO_LIMIT = -1;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** What v1 shows for "no limit" is the largest count of pages, so whatever is above this is none. */
    private static final long LARGEST_LIMIT = Long.MAX_VALUE / 2;

    private static final String ENTER = "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"";

    private final CgroupVersion version;
    private final Path mountPoint;
    private final Path directory;

    private MemoryCgroup(CgroupVersion version, Path mountPoint, Path directory) {
        this.version = version;
        this.mountPoint = mountPoint;
        this.directory = directory;
    }

    /**
     * Makes an empty memory cgroup without a limit.
     *
     * @param name the beginning of its name, which is made unique
     * @throws CgroupUnavailableException if this machine or its permissions do not allow it
     */
    public static MemoryCgroup create(String name) throws IOException {
        MemoryHierarchy hierarchy = MemoryHierarchy.locate(
                        Files.readString(Path.of("/proc/self/mountinfo")),
                        Files.readString(Path.of("/proc/self/cgroup")))
                .orElseThrow(() -> new CgroupUnavailableException("No cgroup hierarchy is mounted"));
        Path parent = hierarchy.version() == CgroupVersion.V1 ? hierarchy.own() : nearestThatDelegates(hierarchy);
        String unique = name + "-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet();
        return make(hierarchy.version(), hierarchy.mountPoint(), parent.resolve(unique));
    }

    private static Path nearestThatDelegates(MemoryHierarchy hierarchy) throws CgroupUnavailableException {
        List<IOException> refusals = new ArrayList<>();
        for (Path ancestor = hierarchy.own();
                ancestor != null && ancestor.startsWith(hierarchy.mountPoint());
                ancestor = ancestor.getParent()) {
            try {
                delegateMemory(ancestor);
                return ancestor;
            } catch (IOException refusal) {
                refusals.add(refusal);
            }
        }
        throw new CgroupUnavailableException(
                "No cgroup from " + hierarchy.own() + " up to " + hierarchy.mountPoint()
                        + " hands the memory controller down to a new one",
                refusals.get(refusals.size() - 1));
    }

    /** The kernel refuses this with EBUSY for a cgroup that holds processes, unless it is the root. */
    private static void delegateMemory(Path directory) throws IOException {
        Path subtreeControl = directory.resolve("cgroup.subtree_control");
        if (!List.of(Files.readString(subtreeControl).split("\\s")).contains("memory")) {
            Files.writeString(subtreeControl, "+memory");
        }
    }

    private static MemoryCgroup make(CgroupVersion version, Path mountPoint, Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (IOException refusal) {
            throw new CgroupUnavailableException("The cgroup " + directory + " could not be made", refusal);
        }
        MemoryCgroup cgroup = new MemoryCgroup(version, mountPoint, directory);
        if (cgroup.has("memory.use_hierarchy")
                && cgroup.read("memory.use_hierarchy").equals("0")) {
            // or else, on v1 before 5.11, the limit would not hold for what is below
            cgroup.write("memory.use_hierarchy", "1");
        }
        return cgroup;
    }

    /**
     * Makes a cgroup below this one; it is removed with this one at the latest. On v2 this one must not hold processes, then or later:
     * the kernel keeps processes in the leaves.
     */
    public MemoryCgroup child(String name) throws IOException {
        if (version == CgroupVersion.V2) {
            try {
                delegateMemory(directory);
            } catch (IOException refusal) {
                throw new CgroupUnavailableException(
                        directory + " can't have a child with the memory controller while it holds processes itself",
                        refusal);
            }
        }
        return make(version, mountPoint, directory.resolve(name));
    }

    /**
     * Makes a cgroup below this one while this one may hold processes; it is removed with this one at the latest. On v1 it has a limit of
     * its own, on v2 it has not: what is in it is charged to this one.
     */
    public MemoryCgroup branch(String name) throws IOException {
        return make(version, mountPoint, directory.resolve(name));
    }

    /** Makes a cgroup beside this one, which its creator has to close. */
    public MemoryCgroup sibling(String name) throws IOException {
        return make(version, mountPoint, directory.resolveSibling(name + "-" + NEXT.incrementAndGet()));
    }

    /** Sets the limit, with no swap beyond it. It can be changed at any time, also to {@link #NO_LIMIT}. */
    public MemoryCgroup limitTo(long bytes) throws IOException {
        switch (version) {
            case V1 -> limitVersion1(bytes);
            case V2 -> {
                write("memory.max", bytes == NO_LIMIT ? "max" : Long.toString(bytes));
                if (has("memory.swap.max")) {
                    write("memory.swap.max", "0");
                }
            }
        }
        return this;
    }

    /**
     * Lets so many bytes go to swap once the limit, which must have been set, is reached.
     *
     * @throws CgroupUnavailableException if this kernel does not count swap
     */
    public MemoryCgroup allowSwap(long bytes) throws IOException {
        switch (version) {
            case V1 -> {
                write("memory.memsw.limit_in_bytes", Long.toString(limit() + bytes));
                write("memory.swappiness", "60");
            }
            case V2 -> write("memory.swap.max", Long.toString(bytes));
        }
        return this;
    }

    /** Bytes of it that are in swap. */
    public long swapUsage() throws IOException {
        return switch (version) {
            case V1 -> Long.parseLong(read("memory.memsw.usage_in_bytes")) - usage();
            case V2 -> Long.parseLong(read("memory.swap.current"));
        };
    }

    /** The kernel demands at all times that memory + swap is not limited below memory alone. */
    private void limitVersion1(long bytes) throws IOException {
        String limit = Long.toString(bytes);
        if (!has("memory.memsw.limit_in_bytes")) {
            write("memory.limit_in_bytes", limit);
            write("memory.swappiness", "0");
            return;
        }
        boolean raises = bytes == NO_LIMIT || (limit() != NO_LIMIT && bytes > limit());
        write(raises ? "memory.memsw.limit_in_bytes" : "memory.limit_in_bytes", limit);
        write(raises ? "memory.limit_in_bytes" : "memory.memsw.limit_in_bytes", limit);
    }

    /** Starts a process that is inside from its first instruction; the builder is left as it was. */
    public Process start(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", ENTER, directory.toString()));
        command.addAll(builder.command());
        ProcessBuilder inside = new ProcessBuilder(command)
                .directory(builder.directory())
                .redirectInput(builder.redirectInput())
                .redirectOutput(builder.redirectOutput())
                .redirectError(builder.redirectError())
                .redirectErrorStream(builder.redirectErrorStream());
        inside.environment().clear();
        inside.environment().putAll(builder.environment());
        return inside.start();
    }

    public CgroupVersion version() {
        return version;
    }

    public Path directory() {
        return directory;
    }

    /** The path below the hierarchy's mount point, with a leading slash: as the kernel writes it, unless in a cgroup namespace. */
    public String path() {
        return "/" + mountPoint.relativize(directory);
    }

    /** The kernel's id of the cgroup: the inode of its directory. */
    public long id() throws IOException {
        return (Long) Files.getAttribute(directory, "unix:ino");
    }

    /** Bytes charged to this cgroup and those below it. */
    public long usage() throws IOException {
        return Long.parseLong(read(version.usageFile()));
    }

    /** Bytes, or {@link #NO_LIMIT}. */
    public long limit() throws IOException {
        String text = read(version.limitFile());
        return text.equals("max") || Long.parseLong(text) > LARGEST_LIMIT ? NO_LIMIT : Long.parseLong(text);
    }

    /** The processes in it, not those in cgroups below it. */
    public List<Long> processes() throws IOException {
        return processesIn(directory);
    }

    /** One of its files, such as memory.events, without surrounding white space. */
    public String read(String file) throws IOException {
        return Files.readString(directory.resolve(file)).strip();
    }

    /** Writes one of its files, such as memory.oom.group. */
    public void write(String file, String text) throws IOException {
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException refusal) {
            throw new CgroupUnavailableException("'" + text + "' was refused by " + directory.resolve(file), refusal);
        }
    }

    /** Whether this kernel gives the cgroup a file of this name. */
    public boolean has(String file) {
        return Files.exists(directory.resolve(file));
    }

    /**
     * Kills what is inside, at any depth, and removes the cgroup. Does nothing the second time.
     *
     * @throws CgroupUnavailableException if something in it could not be killed within ten seconds
     */
    @Override
    public void close() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(directory)) {
            killEverythingInside();
            try {
                for (Path member : tree()) {
                    Files.deleteIfExists(member);
                }
            } catch (FileSystemException stillDying) {
                if (System.nanoTime() - deadline > 0) {
                    throw new CgroupUnavailableException(
                            directory + " still holds " + processes() + " after " + PATIENCE.toSeconds()
                                    + " s of killing",
                            stillDying);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void killEverythingInside() throws IOException {
        if (has("cgroup.kill")) {
            write("cgroup.kill", "1");
            return;
        }
        for (Path member : tree()) {
            for (long pid : processesIn(member)) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** Deepest first. */
    private List<Path> tree() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static List<Long> processesIn(Path directory) throws IOException {
        try {
            return Files.readString(directory.resolve("cgroup.procs"))
                    .lines()
                    .map(Long::valueOf)
                    .toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
