// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a process stands in the hierarchy that has the memory controller.
 *
 * @param version v1 where a v1 hierarchy has the memory controller (hybrid machines too), otherwise v2
 * @param mountPoint the top of what is visible of the hierarchy
 * @param own the directory of the process's own cgroup, at or below the mount point
 */
record MemoryHierarchy(CgroupVersion version, Path mountPoint, Path own) {

    /**
     * Reads the formats of proc(5) and cgroups(7).
     *
     * @param mountInfo the text of /proc/PID/mountinfo
     * @param processCgroup the text of /proc/PID/cgroup
     * @return empty if no cgroup hierarchy that could have the memory controller is mounted
     */
    static Optional<MemoryHierarchy> locate(String mountInfo, String processCgroup) {
        return locate(CgroupVersion.V1, mountInfo, processCgroup)
                .or(() -> locate(CgroupVersion.V2, mountInfo, processCgroup));
    }

    private static Optional<MemoryHierarchy> locate(CgroupVersion version, String mountInfo, String processCgroup) {
        Optional<Mount> mount = mountInfo
                .lines()
                .map(Mount::parse)
                .flatMap(Optional::stream)
                .filter(candidate -> candidate.carriesMemory(version))
                .findFirst();
        Optional<String> path = processCgroup
                .lines()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3 && isMemory(version, parts))
                .map(parts -> parts[2])
                .findFirst();
        if (mount.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new MemoryHierarchy(version, mount.get().point(), mount.get().directoryOf(path.get())));
    }

    private static boolean isMemory(CgroupVersion version, String[] hierarchyControllersPath) {
        return switch (version) {
            case V1 -> Arrays.asList(hierarchyControllersPath[1].split(",")).contains("memory");
            case V2 -> hierarchyControllersPath[0].equals("0");
        };
    }

    /** One line of mountinfo. Its optional fields end at a lone hyphen. */
    private record Mount(Path point, String root, String type, List<String> superOptions) {

        static Optional<Mount> parse(String line) {
            String[] halves = line.split(" - ", 2);
            String[] mount = halves[0].split(" ", -1);
            String[] fileSystem = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
            if (mount.length < 5 || fileSystem.length < 3) {
                return Optional.empty();
            }
            return Optional.of(new Mount(
                    Path.of(unescape(mount[4])), unescape(mount[3]), fileSystem[0], List.of(fileSystem[2].split(","))));
        }

        boolean carriesMemory(CgroupVersion version) {
            return switch (version) {
                case V1 -> type.equals("cgroup") && superOptions.contains("memory");
                case V2 -> type.equals("cgroup2");
            };
        }

        /** In a container without a cgroup namespace the mount's root is the container's own cgroup. */
        Path directoryOf(String cgroup) {
            String prefix = root.equals("/") ? "" : root;
            boolean visible = cgroup.equals(prefix) || cgroup.startsWith(prefix + "/");
            if (!visible || cgroup.startsWith("/..")) {
                return point;
            }
            return point.resolve(cgroup.substring(prefix.length()).replaceFirst("^/+", ""))
                    .normalize();
        }

        private static String unescape(String field) {
            return field.replace("\\040", " ")
                    .replace("\\011", "\t")
                    .replace("\\012", "\n")
                    .replace("\\134", "\\");
        }
    }
}
