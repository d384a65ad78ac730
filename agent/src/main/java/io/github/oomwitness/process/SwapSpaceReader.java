// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads how much swap the machine has left, out of {@code /proc/meminfo}. For one thread. */
public final class SwapSpaceReader implements AutoCloseable {
    private static final byte[] SWAP_FREE = "SwapFree:".getBytes(StandardCharsets.US_ASCII);
    private static final long LARGEST_KIBIBYTES = Long.MAX_VALUE / 1024;

    private final FileText text = new FileText();
    private final PseudoFile file = new PseudoFile(Path.of("/proc/meminfo"));

    /** Bytes, 0 where there is no swap; -1 missing. Never throws. */
    public long read() {
        return file.read(text) == PseudoFile.Outcome.READ ? parse(text) : -1;
    }

    @Override
    public void close() {
        file.close();
    }

    static long parse(FileText text) {
        text.rewind();
        while (text.nextLine()) {
            text.nextWord();
            if (text.wordIs(SWAP_FREE)) {
                text.nextWord();
                long kibibytes = text.wordAsLong();
                return kibibytes < 0 || kibibytes > LARGEST_KIBIBYTES ? -1 : kibibytes * 1024;
            }
        }
        return -1;
    }
}
