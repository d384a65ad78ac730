// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a process's memory cgroup is.
 *
 * @param version the interface that the memory controller is on
 * @param hybrid v1 with a v2 hierarchy mounted beside it
 * @param directory the cgroup's directory
 * @param path its path in the hierarchy as {@code /proc/self/cgroup} shows it: from inside a cgroup namespace,
 *     {@code /} is the namespace's root and {@code /..} leads out of it
 * @param visibleDirectories from {@code directory} up to the mount point, both included. Ancestors above the mount
 *     point limit the cgroup too, but no file shows them
 * @param id the inode of the directory, which is the kernel's id of the cgroup ({@code cgroup->kn->id})
 * @param pressureDirectory where {@code memory.pressure} speaks of the same processes: the directory itself on v2, its
 *     twin of the same path on a hybrid system, null where there is none
 */
public record CgroupLocation(
        CgroupVersion version,
        boolean hybrid,
        Path directory,
        String path,
        List<Path> visibleDirectories,
        long id,
        @Nullable Path pressureDirectory) {

    public CgroupLocation {
        visibleDirectories = List.copyOf(visibleDirectories);
    }
}
