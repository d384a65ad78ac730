// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.options.AgentProperties;
import io.github.oomwitness.options.Options;
import io.github.oomwitness.sink.log.Log;
import io.github.oomwitness.source.JvmEndsException;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One agent from its start to its stop; answers what a second attach asks. */
final class RunningAgent implements Function<String, String> {
    private static final String STATUS = "status";
    private static final String DETACH = "detach";
    private static final long PATIENCE_MILLIS = 10_000;

    private final Log log;
    private final Assembly assembly;
    private final AtomicReference<@Nullable Function<String, String>> running;
    private final Thread starter;
    private volatile String status = AgentProperties.STARTING;
    private volatile boolean isStopped;

    /**
     * An agent that does nothing before {@link #start}.
     *
     * @param running where it stands while it runs
     */
    RunningAgent(
            Options options,
            Instrumentation instrumentation,
            AtomicReference<@Nullable Function<String, String>> running) {
        this.log = new Log(options.log());
        this.assembly = new Assembly(options, instrumentation, log, this::publish);
        this.running = running;
        this.starter = new Thread(null, this::assemble, "oomwitness-start", 0, false);
        starter.setDaemon(true);
        starter.setContextClassLoader(null);
    }

    /** Registers itself and starts; where no thread can be had, neither. */
    void start() {
        running.set(this);
        AgentProperties.publishStatus(AgentProperties.STARTING);
        try {
            starter.start();
        } catch (OutOfMemoryError noThread) {
            giveUp(noThread);
        } catch (RuntimeException | Error failure) {
            running.compareAndSet(this, null);
            throw failure;
        }
    }

    /**
     * Obeys a command that came in as the argument of a second attach.
     *
     * @return what to say about it; empty where everything is said
     */
    @Override
    public String apply(String command) {
        return switch (command) {
            case STATUS -> describe();
            case DETACH -> stop();
            default ->
                "the agent already runs in this JVM and keeps its options"
                        + (command.isEmpty() ? "" : "; \"" + command + "\" has no effect")
                        + ": " + describe();
        };
    }

    /** While it starts there is nothing to tell, and whoever asks may be the application's main thread. */
    private String describe() {
        return AgentProperties.STARTING.equals(status)
                ? status
                : assembly.state().describe();
    }

    private void assemble() {
        try {
            assembly.run();
        } catch (InterruptedException stopped) {
            log.debug("stopped while starting");
        } catch (JvmEndsException ends) {
            log.debug("the application ended while the agent started");
        } catch (RuntimeException | Error failure) {
            giveUp(failure);
        }
    }

    /** The next attach may try anew. */
    private void giveUp(Throwable failure) {
        String line = AgentProperties.OFF + "the agent could not start (" + StartFailure.explain(failure)
                + "); the application runs on without it";
        log.error(line);
        AgentProperties.publishStatus(line);
        running.compareAndSet(this, null);
    }

    /** Told by the assembly whenever it has changed. */
    private void publish(String newStatus) {
        status = newStatus;
        AgentProperties.publishStatus(newStatus);
        if (isStopped) {
            // Whoever stopped it did not wait to the end, and has taken the status away already.
            AgentProperties.publishStatus(null);
        }
    }

    private synchronized String stop() {
        isStopped = true;
        starter.interrupt();
        try {
            starter.join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        assembly.close();
        AgentProperties.publishStatus(null);
        running.compareAndSet(this, null);
        return "stopped; the application runs on without the agent";
    }
}
