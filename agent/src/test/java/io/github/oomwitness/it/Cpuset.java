// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import io.github.oomwitness.testbed.CgroupVersion;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Binds processes to a NUMA node: on v2 all that are in a memory cgroup, on v1 by a cgroup of another hierarchy. */
final class Cpuset implements AutoCloseable {
    private static final Path V1 = Path.of("/sys/fs/cgroup/cpuset");

    private final Path directory;
    private final boolean isOwn;

    private Cpuset(Path directory, boolean isOwn) {
        this.directory = directory;
        this.isOwn = isOwn;
    }

    /**
     * Allows memory of one node only.
     *
     * @param cgroup that the processes are in, and none yet
     */
    static Cpuset of(MemoryCgroup cgroup, int node) throws IOException {
        Cpuset cpuset;
        if (cgroup.version() == CgroupVersion.V2) {
            Files.writeString(cgroup.directory().resolveSibling("cgroup.subtree_control"), "+cpuset");
            cpuset = new Cpuset(cgroup.directory(), false);
        } else {
            Path directory = V1.resolve(cgroup.directory().getFileName());
            cpuset = new Cpuset(Files.createDirectory(directory), true);
            cpuset.write(
                    "cpuset.cpus", Files.readString(V1.resolve("cpuset.cpus")).strip());
        }
        cpuset.write("cpuset.mems", Integer.toString(node));
        return cpuset;
    }

    /** Where it is not bound to the node already. */
    void enter(Hog hog) throws IOException {
        write("cgroup.procs", Long.toString(hog.pid()));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    /** Nobody is left in it. */
    @Override
    public void close() throws IOException {
        if (isOwn) {
            Files.delete(directory);
        }
    }
}
