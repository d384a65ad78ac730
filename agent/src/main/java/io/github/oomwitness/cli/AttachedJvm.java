// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.options.AgentProperties;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection to another JVM. Every call ends: with an answer, or with the reason why there is none. */
final class AttachedJvm implements AutoCloseable {
    /** Longer than the ten seconds after which jdk.attach gives up and says why. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);

    /** A detach waits for the agent's threads, each for seconds at most. */
    private static final Duration LONGEST_LOAD = Duration.ofSeconds(40);

    private static final int ONE_TRY = 1;
    private static final int TRIES_FOR_PROPERTIES = 5;

    private final int pid;
    private final Path jar;
    private final Class<?> type;
    private final Object machine;

    private AttachedJvm(int pid, Path jar, Class<?> type, Object machine) {
        this.pid = pid;
        this.jar = jar;
        this.type = type;
        this.machine = machine;
    }

    static AttachedJvm connect(int pid, Path jar, AttachMechanism mechanism) throws Refusal {
        Class<?> type = mechanism.machine();
        Object machine = ask(
                pid,
                jar,
                LONGEST_ANSWER,
                ONE_TRY,
                () -> type.getMethod("attach", String.class).invoke(null, Integer.toString(pid)));
        return new AttachedJvm(pid, jar, type, machine);
    }

    Properties systemProperties() throws Refusal {
        return (Properties) ask(
                pid,
                jar,
                LONGEST_ANSWER,
                TRIES_FOR_PROPERTIES,
                () -> method("getSystemProperties").invoke(machine));
    }

    /** What the agent says of itself; null where there is none. */
    @Nullable
    String agentStatus() throws Refusal {
        return systemProperties().getProperty(AgentProperties.STATUS);
    }

    /** Lets the JVM load the agent's jar and call its entry. With the emulation a return means nothing. */
    void load(String argument) throws Refusal {
        ask(
                pid,
                jar,
                LONGEST_LOAD,
                ONE_TRY,
                () -> method("loadAgent", String.class, String.class).invoke(machine, jar.toString(), argument));
    }

    @Override
    public void close() {
        try {
            Patience.await(LONGEST_ANSWER, () -> method("detach").invoke(machine));
        } catch (ExecutionException | TimeoutException useless) {
            // The connection is given up in any case, and this process ends soon.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Method method(String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }

    private static Object ask(int pid, Path jar, Duration longest, int tries, Callable<Object> question)
            throws Refusal {
        for (int tried = 1; ; tried++) {
            try {
                return Patience.await(longest, question);
            } catch (ExecutionException failure) {
                Throwable cause = causeOf(failure);
                if (tried == tries || !AttachFailures.isRaceOfProperties(cause)) {
                    throw AttachFailures.explain(pid, jar, cause);
                }
            } catch (TimeoutException silence) {
                throw AttachFailures.explain(pid, jar, silence);
            } catch (InterruptedException interrupted) {
                throw new Refusal(interrupted);
            }
        }
    }

    private static Throwable causeOf(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof InvocationTargetException called && called.getCause() != null) {
            return called.getCause();
        }
        return cause == null ? failure : cause;
    }
}
