// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A cgroup of the pids controller: no more than so many threads, of all its processes together. Needs root. */
final class ProcessLimit implements AutoCloseable {
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/pids");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Path directory;

    private ProcessLimit(Path directory) {
        this.directory = directory;
    }

    static ProcessLimit of(int threads) throws IOException {
        Path parent = VERSION_1;
        if (!Files.isDirectory(VERSION_1)) {
            parent = VERSION_2;
            Files.writeString(VERSION_2.resolve("cgroup.subtree_control"), "+pids");
        }
        String name = "pids-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet();
        ProcessLimit limit = new ProcessLimit(Files.createDirectory(parent.resolve(name)));
        Files.writeString(limit.directory.resolve("pids.max"), Integer.toString(threads));
        return limit;
    }

    /** What starts a program inside. */
    String[] entry() {
        return new String[] {"sh", "-c", "echo $$ > " + directory + "/cgroup.procs && exec \"$@\"", "sh"};
    }

    /** Its processes have ended by then, or are about to. */
    @Override
    public void close() {
        await().until(() -> directory.toFile().delete());
    }
}
