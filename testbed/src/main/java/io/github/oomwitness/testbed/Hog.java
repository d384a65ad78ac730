// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running hog, as a {@link HogSpec} described it; killed by {@link #close} if nothing else has. */
public final class Hog implements AutoCloseable {
    /** What a shell and a JVM report of a process that SIGKILL ended: 128 + 9. */
    public static final int KILLED = 137;

    private final Process process;

    private Hog(Process process) {
        this.process = process;
    }

    static Hog start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        if (process.inputReader().readLine() == null) {
            refuse(process);
        }
        return new Hog(process);
    }

    /** A hog without a "ready" was either killed while it took its first memory, which is a test's affair, or has said why not. */
    private static void refuse(Process process) throws IOException {
        String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!complaint.isEmpty()) {
            throw new IOException(complaint.strip());
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Lets a hog that waits for it start to grow. */
    public void go() throws IOException {
        process.outputWriter().write('\n');
        process.outputWriter().flush();
    }

    /**
     * Waits for its end.
     *
     * @return the exit status, {@link #KILLED} after an OOM kill
     * @throws IllegalStateException if it still lives after that time
     */
    public int awaitDeath(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The hog " + pid() + " still lives after " + patience);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "hog " + pid();
    }
}
