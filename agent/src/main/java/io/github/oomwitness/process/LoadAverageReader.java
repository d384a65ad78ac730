// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.nio.file.Path;

/** Reads {@code /proc/loadavg} again and again. For one thread. */
public final class LoadAverageReader implements AutoCloseable {
    private final FileText text = new FileText();
    private final PseudoFile file = new PseudoFile(Path.of("/proc/loadavg"));

    /** Never throws: what cannot be read is missing. */
    public LoadAverage read() {
        return file.read(text) == PseudoFile.Outcome.READ ? LoadAverage.parse(text) : LoadAverage.missing();
    }

    @Override
    public void close() {
        file.close();
    }
}
