// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file of the kernel, such as one in a cgroup's directory, whose descriptor poll(2) or the kernel itself is to be
 * given: Java's own streams and channels do not show theirs.
 */
public final class KernelFile implements AutoCloseable {
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_CLOEXEC = 0x80000;

    private final Descriptor descriptor;

    private KernelFile(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    public static KernelFile openForReading(Path path) throws SystemCallException {
        return open(path, O_RDONLY);
    }

    public static KernelFile openForWriting(Path path) throws SystemCallException {
        return open(path, O_WRONLY);
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /**
     * Reads the file's start, which tells poll(2) that its present state is known. Allocates nothing.
     *
     * @return bytes read
     */
    public long readStart(NativeMemory into) throws SystemCallException {
        long read = LibC.pread(descriptor.number(), into.address(), into.size(), 0);
        if (read < 0) {
            throw SystemCalls.failure("pread");
        }
        return read;
    }

    /** Writes the text with one call, as such files demand. */
    public void write(String text) throws SystemCallException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (NativeMemory memory = NativeMemory.copyOf(bytes)) {
            if (LibC.write(descriptor.number(), memory.address(), bytes.length) != bytes.length) {
                throw SystemCalls.failure("write");
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }

    private static KernelFile open(Path path, int flags) throws SystemCallException {
        try (NativeMemory name = NativeMemory.copyOf((path + "\0").getBytes(StandardCharsets.UTF_8))) {
            int number = LibC.open(name.address(), flags | O_CLOEXEC);
            if (number < 0) {
                throw SystemCalls.failure("open " + path);
            }
            return new KernelFile(new Descriptor(number));
        }
    }
}
