// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.options.AgentProperties;
import io.github.oomwitness.options.Options;
import io.github.oomwitness.sink.log.Log;
import java.lang.instrument.Instrumentation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One agent from its start to its stop; answers what a second attach asks. */
final class RunningAgent implements Function<String, String> {
    private static final String STATUS = "status";
    private static final String DETACH = "detach";
    private static final long PATIENCE_MILLIS = 10_000;

    private final Log log;
    private final Assembly assembly;
    private final Runnable afterStop;
    private final Thread starter;

    RunningAgent(Options options, Instrumentation instrumentation, Runnable afterStop) {
        this.log = new Log(options.log());
        this.assembly = new Assembly(options, instrumentation, log, RunningAgent::publishStatus);
        this.afterStop = afterStop;
        this.starter = new Thread(null, this::assemble, "oomwitness-start", 0, false);
        starter.setDaemon(true);
        starter.setContextClassLoader(null);
    }

    void start() {
        starter.start();
    }

    /**
     * Obeys a command that came in as the argument of a second attach.
     *
     * @return what to say about it; empty where everything is said
     */
    @Override
    public String apply(String command) {
        return switch (command) {
            case STATUS -> assembly.state().describe();
            case DETACH -> stop();
            default ->
                "the agent already runs in this JVM and keeps its options"
                        + (command.isEmpty() ? "" : "; \"" + command + "\" has no effect")
                        + ": " + assembly.state().describe();
        };
    }

    private void assemble() {
        try {
            assembly.run();
        } catch (InterruptedException stopped) {
            log.debug("stopped while starting");
        } catch (RuntimeException | Error failure) {
            log.error("off: the agent could not start (" + failure + "); the application runs on");
        }
    }

    private synchronized String stop() {
        starter.interrupt();
        try {
            starter.join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        assembly.close();
        publishStatus(null);
        afterStop.run();
        return "stopped; the application runs on without the agent";
    }

    private static void publishStatus(@Nullable String status) {
        if (status == null) {
            System.clearProperty(AgentProperties.STATUS);
        } else {
            System.setProperty(AgentProperties.STATUS, status);
        }
    }
}
