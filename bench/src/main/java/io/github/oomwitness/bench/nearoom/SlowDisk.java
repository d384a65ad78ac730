// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has a cgroup of v2 read from a disk as slowly as told, without anything else on the machine being slower. */
final class SlowDisk {
    private SlowDisk() {}

    /**
     * Limits the reads.
     *
     * @param directory on that disk
     * @throws IOException where the cgroup has no io controller, or the directory is not on a disk
     */
    static void limitReads(MemoryCgroup cgroup, Path directory, long bytesPerSecond) throws IOException {
        Path control = cgroup.directory().resolveSibling("cgroup.subtree_control");
        if (!Files.readString(control).contains("io")) {
            Files.writeString(control, "+io");
        }
        cgroup.write("io.max", device(directory) + " rbps=" + bytesPerSecond);
    }

    /** As the kernel writes it; the C library has it packed. */
    private static String device(Path directory) throws IOException {
        long device = (Long) Files.getAttribute(directory, "unix:dev");
        return ((device >> 8) & 0xfff) + ":" + ((device & 0xff) | ((device >> 12) & 0xfff00));
    }
}
