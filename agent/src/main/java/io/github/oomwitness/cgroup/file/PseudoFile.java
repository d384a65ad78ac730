// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A kernel file that is read again and again: kept open, read from its start each time, opened anew when it has gone
 * and come back. For one thread; closing it frees the descriptor.
 *
 * <p>A {@link RandomAccessFile} and not a channel: an interrupt closes a channel under its reader, and a channel reads
 * into a heap buffer by way of a direct one.
 */
public final class PseudoFile implements AutoCloseable {
    /** What came of a read. */
    public enum Outcome {
        /** The text is the file's. */
        READ,
        /** The file was never there: this kernel, or this cgroup, has none. The text is empty. */
        ABSENT,
        /** The file has gone, or may not be read. The text is empty. */
        FAULT
    }

    /** Far beyond any of these files: a list of the processes of a machine comes to a few megabytes at most. */
    private static final int LARGEST_SIZE = 8 << 20;

    private final Path path;
    private @Nullable RandomAccessFile file;
    private boolean wasRead;
    private boolean absent;

    public PseudoFile(Path path) {
        this.path = path;
    }

    /** Reads a file once, for one that is not worth a descriptor; false where it cannot be read. */
    public static boolean readOnce(String path, FileText text) {
        return readStart(path, text, LARGEST_SIZE);
    }

    /** The same for a file of which only the first {@code limit} bytes are wanted. */
    public static boolean readStart(String path, FileText text, int limit) {
        try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
            text.fill(file, limit);
            return true;
        } catch (IOException | SecurityException unreadable) {
            text.clear();
            return false;
        }
    }

    public Outcome read(FileText text) {
        if (absent) {
            text.clear();
            return Outcome.ABSENT;
        }
        // A descriptor outlives the cgroup it was opened in (ENODEV), so one failure may only mean: open anew.
        if ((file != null && fill(text)) || (open() && fill(text))) {
            wasRead = true;
            return Outcome.READ;
        }
        text.clear();
        absent = !wasRead && isAbsent();
        return absent ? Outcome.ABSENT : Outcome.FAULT;
    }

    @Override
    public void close() {
        RandomAccessFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyUseless) {
                // A file that was only read loses nothing when its close fails.
            }
        }
    }

    private boolean open() {
        try {
            file = new RandomAccessFile(path.toFile(), "r");
            return true;
        } catch (IOException | SecurityException unreadable) {
            return false;
        }
    }

    private boolean fill(FileText text) {
        try {
            RandomAccessFile open = file;
            if (open != null) {
                open.seek(0);
                text.fill(open, LARGEST_SIZE);
                return true;
            }
        } catch (IOException gone) {
            close();
        }
        return false;
    }

    /** Not there in a directory that is: in one that has gone, nothing is known. */
    private boolean isAbsent() {
        Path directory = path.getParent();
        try {
            return Files.notExists(path) && (directory == null || Files.exists(directory));
        } catch (SecurityException forbidden) {
            return false;
        }
    }
}
