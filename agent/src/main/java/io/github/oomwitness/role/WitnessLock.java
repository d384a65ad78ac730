// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.role;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock that one JVM of a memory cgroup can hold: a record lock (fcntl(2)) on {@code /dev/full}, at the offset that is
 * the cgroup's id. Every container has this device, every user may open it, nothing is ever written, no native code is
 * needed, and the kernel takes the lock back when the process ends, however it ends.
 *
 * <p>The kernel drops a process's record locks on a file when that process closes any descriptor of it. So nothing here
 * opens the device a second time, and it is one that applications have no use for, as they have for {@code /dev/null}.
 *
 * <p>It is never waited for in the kernel: a waiter takes part in the search for deadlocks (fs/locks.c,
 * posix_locks_deadlock), which could then refuse a lock of the application's own. For one thread.
 */
public final class WitnessLock implements AutoCloseable {
    private static final Path DEVICE = Path.of("/dev/full");
    private static final Path KERNELS_LIST = Path.of("/proc/locks");

    private final long cgroupId;
    private final FileChannel channel;
    private @Nullable FileLock held;

    private WitnessLock(long cgroupId, FileChannel channel) {
        this.cgroupId = cgroupId;
        this.channel = channel;
    }

    /**
     * The lock of a memory cgroup, not taken yet.
     *
     * @param cgroupId the inode of its directory, above 0
     * @throws IOException where the device is missing or may not be opened
     */
    public static WitnessLock open(long cgroupId) throws IOException {
        return new WitnessLock(cgroupId, FileChannel.open(DEVICE, StandardOpenOption.WRITE));
    }

    public long cgroupId() {
        return cgroupId;
    }

    /**
     * Takes the lock if nobody else has it; never waits.
     *
     * @throws IOException where the kernel knows no locks on this device
     */
    public boolean take() throws IOException {
        if (held == null) {
            try {
                held = channel.tryLock(cgroupId, 1, false);
            } catch (OverlappingFileLockException somebodyElseInThisJvm) {
                return false;
            }
        }
        return held != null;
    }

    /** The process that holds it, in this JVM's pid namespace; -1 where that cannot be seen from here. */
    public long holder() {
        try {
            long inode = ((Number) Files.getAttribute(DEVICE, "unix:ino")).longValue();
            return RecordLocks.holder(Files.readString(KERNELS_LIST, StandardCharsets.ISO_8859_1), inode, cgroupId);
        } catch (IOException hidden) {
            return RecordLocks.UNKNOWN;
        }
    }

    /** Gives it back, if it was taken. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
