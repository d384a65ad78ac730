// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import io.github.oomwitness.cgroup.CgroupLookup.Found;
import io.github.oomwitness.cgroup.CgroupLookup.NotFound;
import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the memory cgroup of a process: {@code /proc/PID/cgroup} names it, {@code /proc/PID/mountinfo} says which
 * directory shows it. Of several that do, the one with the widest view is taken, because the limits of all ancestors
 * count.
 *
 * <p>On v2 a cgroup without the memory controller is charged to its nearest ancestor that has it: that one is the
 * memory cgroup.
 */
public final class CgroupLocator {
    private static final String MEMORY = "memory";

    private final Path fileSystemRoot;
    private final long pid;
    private final List<ProcCgroup> groups;
    private final List<MountInfo> mounts;

    private CgroupLocator(String procCgroup, String mountInfo, Path fileSystemRoot, long pid) {
        this.fileSystemRoot = fileSystemRoot;
        this.pid = pid;
        this.groups = ProcCgroup.parse(procCgroup);
        this.mounts = MountInfo.parseVisible(mountInfo);
    }

    /** The memory cgroup of this JVM. */
    public static CgroupLookup locateOwn() {
        FileText groups = new FileText();
        FileText mounts = new FileText();
        if (!PseudoFile.readOnce("/proc/self/cgroup", groups) || !PseudoFile.readOnce("/proc/self/mountinfo", mounts)) {
            return new NotFound("/proc/self/cgroup or /proc/self/mountinfo cannot be read: is /proc mounted?");
        }
        return locate(
                groups.all(),
                mounts.all(),
                Path.of("/"),
                ProcessHandle.current().pid());
    }

    /**
     * The memory cgroup of a process.
     *
     * @param procCgroup the text of its {@code /proc/PID/cgroup}
     * @param mountInfo the text of its {@code /proc/PID/mountinfo}
     * @param fileSystemRoot where the mount points start: {@code /}, or the folder of a captured machine
     * @param pid as {@code cgroup.procs} shows it. Needed where a namespace hides a part of the path, and the one
     *     directory that contains the process has to be looked for
     */
    public static CgroupLookup locate(String procCgroup, String mountInfo, Path fileSystemRoot, long pid) {
        try {
            return new CgroupLocator(procCgroup, mountInfo, fileSystemRoot, pid).locate();
        } catch (InvalidPathException | SecurityException unusable) {
            return new NotFound("the path of the memory cgroup cannot be used: " + unusable.getMessage());
        }
    }

    private CgroupLookup locate() {
        for (ProcCgroup group : groups) {
            if (group.hasController(MEMORY)) {
                return locateV1(group);
            }
        }
        ProcCgroup unified = unifiedGroup();
        return unified == null
                ? new NotFound("/proc/self/cgroup names no memory cgroup: the kernel's memory controller is off")
                : locateV2(unified);
    }

    private CgroupLookup locateV1(ProcCgroup group) {
        List<Path> directories =
                widestView(group, mount -> mount.fileSystemType().equals("cgroup") && mount.hasSuperOption(MEMORY));
        return directories.isEmpty()
                ? notVisible(group)
                : found(CgroupVersion.V1, directories, group.path(), pressureTwin(group));
    }

    private CgroupLookup locateV2(ProcCgroup group) {
        List<Path> directories =
                widestView(group, mount -> mount.fileSystemType().equals("cgroup2"));
        if (directories.isEmpty()) {
            return notVisible(group);
        }
        for (int level = 0; level < directories.size(); level++) {
            if (hasMemoryController(directories.get(level))) {
                String path = NamespacePath.parse(group.path()).up(level).toString();
                List<Path> visible = directories.subList(level, directories.size());
                return found(CgroupVersion.V2, visible, path, visible.get(0));
            }
        }
        return new NotFound("the memory controller is off in cgroup " + group.path()
                + " and all visible ones above it: " + "write +memory to the cgroup.subtree_control of its parent");
    }

    private CgroupLookup found(
            CgroupVersion version, List<Path> directories, String path, @Nullable Path pressureDirectory) {
        Path directory = directories.get(0);
        boolean hybrid = version == CgroupVersion.V1
                && mounts.stream().anyMatch(mount -> mount.fileSystemType().equals("cgroup2"));
        try {
            long id = ((Number) Files.getAttribute(directory, "unix:ino")).longValue();
            return new Found(new CgroupLocation(version, hybrid, directory, path, directories, id, pressureDirectory));
        } catch (IOException gone) {
            return new NotFound("the memory cgroup's directory " + directory + " cannot be read: " + gone.getMessage());
        }
    }

    private static CgroupLookup notVisible(ProcCgroup group) {
        return new NotFound(
                group.deleted()
                        ? "the memory cgroup " + group.path() + " was deleted"
                        : "the memory cgroup is " + group.path()
                                + ", but no mount shows it, or what is mounted there is another"
                                + " cgroup's: mount the cgroup file system at /sys/fs/cgroup, as container runtimes do");
    }

    /** The unified cgroup of the same path: systemd's hybrid layout keeps the two alike. The root's is the machine's. */
    private @Nullable Path pressureTwin(ProcCgroup memoryGroup) {
        ProcCgroup unified = unifiedGroup();
        if (unified == null || unified.path().equals("/") || !unified.path().equals(memoryGroup.path())) {
            return null;
        }
        List<Path> directories =
                widestView(unified, mount -> mount.fileSystemType().equals("cgroup2"));
        return directories.isEmpty() ? null : directories.get(0);
    }

    private @Nullable ProcCgroup unifiedGroup() {
        return groups.stream()
                .filter(group -> group.hierarchyId() == 0)
                .findFirst()
                .orElse(null);
    }

    private List<Path> widestView(ProcCgroup group, Predicate<MountInfo> isOfHierarchy) {
        return mounts.stream()
                .filter(isOfHierarchy)
                .map(mount -> view(group, mount))
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /** The directories from the cgroup's own up to the mount point; none where the mount does not show it. */
    private List<Path> view(ProcCgroup group, MountInfo mount) {
        NamespacePath.Descent descent = NamespacePath.parse(group.path()).from(NamespacePath.parse(mount.root()));
        if (descent == null) {
            return List.of();
        }
        Path top = fileSystemRoot.resolve(mount.mountPoint().substring(1));
        Path directory = descent.unnamedLevels() == 0
                ? below(top, descent.names())
                : findMember(top, descent.unnamedLevels(), descent.names());
        if (directory == null || !Files.isDirectory(directory) || isOthers(directory)) {
            return List.of();
        }
        List<Path> directories = new ArrayList<>();
        for (Path level = directory; level != null && directories.size() <= descent.levels(); ) {
            directories.add(level);
            level = level.getParent();
        }
        return directories;
    }

    private @Nullable Path findMember(Path top, int unnamedLevels, List<String> names) {
        if (unnamedLevels == 0) {
            Path candidate = below(top, names);
            return isMember(candidate) ? candidate : null;
        }
        try (Stream<Path> children = Files.list(top)) {
            return children.filter(Files::isDirectory)
                    .map(child -> findMember(child, unnamedLevels - 1, names))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException gone) {
            return null;
        }
    }

    private boolean isMember(Path directory) {
        FileText processes = new FileText();
        return PseudoFile.readOnce(directory.resolve("cgroup.procs").toString(), processes) && lists(processes);
    }

    /** The path is right and the files are another cgroup's: somebody mounted one over the other. A threaded cgroup has no list. */
    private boolean isOthers(Path directory) {
        FileText processes = new FileText();
        return PseudoFile.readOnce(directory.resolve("cgroup.procs").toString(), processes) && !lists(processes);
    }

    private boolean lists(FileText processes) {
        while (processes.nextLine()) {
            if (processes.nextWord() && processes.wordAsLong() == pid) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasMemoryController(Path directory) {
        FileText controllers = new FileText();
        if (PseudoFile.readOnce(directory.resolve("cgroup.controllers").toString(), controllers)
                && controllers.nextLine()) {
            while (controllers.nextWord()) {
                if (controllers.word().equals(MEMORY)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Path below(Path top, List<String> names) {
        Path directory = top;
        for (String name : names) {
            directory = directory.resolve(name);
        }
        return directory;
    }
}
