// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.nio.file.Path;

/** Reads {@code /proc/self/status} again and again: counters only, unlike smaps it waits for no lock. For one thread. */
public final class OwnMemoryReader implements AutoCloseable {
    private final FileText text = new FileText();
    private final PseudoFile file = new PseudoFile(Path.of("/proc/self/status"));

    /** Never throws: what cannot be read is missing. */
    public OwnMemory read() {
        return file.read(text) == PseudoFile.Outcome.READ ? OwnMemory.parse(text) : OwnMemory.missing();
    }

    @Override
    public void close() {
        file.close();
    }
}
