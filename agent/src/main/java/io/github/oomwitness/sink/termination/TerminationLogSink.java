// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.termination;

import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.PressureChange;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.finding.VerdictReached;
import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.verdict.Occasion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Keeps the verdict in the file that Kubernetes reads once the container has ended: written at CRITICAL and taken away at NORMAL,
 * so that after a SIGKILL {@code kubectl describe pod} shows it, and after a clean end nothing. The file stays open: where
 * memory is short nothing more is needed than a write.
 */
public final class TerminationLogSink implements Sink {
    /** What the kubelet reads of it ({@code MaxContainerTerminationMessageLength}). */
    private static final int LONGEST = 4096;

    private final RandomAccessFile file;
    private final Consumer<String> fault;
    private final Thread atExit = new Thread(null, this::clear, "oomwitness-exit", 0, false);
    private boolean isWritten;
    private boolean isClosed;

    private TerminationLogSink(RandomAccessFile file, Consumer<String> fault) {
        this.file = file;
        this.fault = fault;
    }

    /**
     * Opens the file, and leaves what is in it.
     *
     * @param fault told when it could not be written
     * @throws IOException where it cannot be opened to write
     */
    public static TerminationLogSink open(Path path, Consumer<String> fault) throws IOException {
        TerminationLogSink sink = new TerminationLogSink(new RandomAccessFile(path.toFile(), "rw"), fault);
        try {
            Runtime.getRuntime().addShutdownHook(sink.atExit);
        } catch (IllegalStateException ending) {
            sink.close();
        }
        return sink;
    }

    /** Takes no lock for a kill, which must not wait until a disk has written. */
    @Override
    public void accept(Finding finding) {
        if (finding instanceof VerdictReached reached && reached.verdict().occasion() == Occasion.CRITICAL) {
            write(reached.verdict().cause() + ": " + reached.verdict().sentence() + "\n");
        } else if (finding instanceof PressureChange change && change.now().level() == PressureLevel.NORMAL) {
            clear();
        }
    }

    @Override
    public synchronized void close() {
        clear();
        isClosed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // It runs, or has run.
        }
        try {
            file.close();
        } catch (IOException alreadyUseless) {
            // What was to be in it is.
        }
    }

    private synchronized void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (!isClosed) {
                file.seek(0);
                file.write(bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes);
                file.setLength(Math.min(bytes.length, LONGEST));
                isWritten = true;
            }
        } catch (IOException refused) {
            fault.accept("the termination log could not be written (" + refused.getMessage() + ")");
        }
    }

    private synchronized void clear() {
        try {
            if (isWritten && !isClosed) {
                file.setLength(0);
                isWritten = false;
            }
        } catch (IOException refused) {
            fault.accept("the termination log could not be cleared (" + refused.getMessage() + ")");
        }
    }
}
