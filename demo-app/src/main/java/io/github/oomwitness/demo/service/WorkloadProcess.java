// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.service;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One of the demo's programs in a cgroup, which ends as it likes, or as the kernel does. */
public final class WorkloadProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final ProgramLog log;

    private WorkloadProcess(Process process, ProgramLog log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and waits until it says that it is where it is to be.
     *
     * @param log the file that all it prints goes into
     * @param options of the JVM
     * @param ready how the line begins by which it says so
     */
    public static WorkloadProcess start(
            MemoryCgroup cgroup, Path log, List<String> options, Class<?> program, String ready)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        ProgramLog output = ProgramLog.fromNowOn(log);
        Process process = cgroup.start(new ProcessBuilder(command).redirectErrorStream(true));
        try {
            ServiceOutput.follow(process, log, ready).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            process.destroyForcibly();
            throw new IOException(
                    program.getSimpleName() + " did not get to where it says \"" + ready + "\"; its output is in "
                            + log,
                    failure);
        }
        return new WorkloadProcess(process, output);
    }

    public long pid() {
        return process.pid();
    }

    public ProgramLog log() {
        return log;
    }

    /** Its exit status once it has ended by itself, 137 after SIGKILL. */
    public int awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("The process " + pid() + " was to end and has not; its output is in " + log.file());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
