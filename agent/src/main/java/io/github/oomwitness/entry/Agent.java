// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.entry;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The agent's entry: {@code -javaagent} comes in through {@link #premain}, an attach to a running JVM through {@link
 * #agentmain}. Nothing thrown here reaches the JVM, which would end it: whatever goes wrong, the application runs on.
 */
public final class Agent {
    private static final String LAUNCH_CLASS = "io.github.oomwitness.witness.Launch";

    /** Where the commands look for what became of an agent; they know it by its name in {@code AgentProperties}. */
    private static final String STATUS_PROPERTY = "oomwitness.status";

    /**
     * The running agent's control: takes a command, answers with a line. Null while none runs. Set and cleared by the
     * agent itself, which may fail on a thread of its own before its start has returned here.
     */
    private static final AtomicReference<Function<String, String>> RUNNING =
            new AtomicReference<Function<String, String>>();

    /**
     * Kept for the next attach after a stop. JNA holds a thread, a library and a descriptor that it never gives back: a
     * loader for each attach would add to them every time.
     */
    private static final AtomicReference<IsolatedLoader> LOADER = new AtomicReference<IsolatedLoader>();

    private Agent() {}

    /** Called by the JVM before the application's main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        enter(arguments, instrumentation);
    }

    /** Called by the JVM when the agent is attached to it, also a second time and from another jar with these very statics. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        enter(arguments, instrumentation);
    }

    private static void enter(String arguments, Instrumentation instrumentation) {
        try {
            String reasonToStayOut = Surroundings.reasonToStayOut();
            if (reasonToStayOut == null) {
                startOrAsk(arguments == null ? "" : arguments, instrumentation);
            } else if (!reasonToStayOut.isEmpty()) {
                stayOff(reasonToStayOut);
            }
        } catch (Throwable failure) {
            stayOff("the agent could not start (" + failure + ")");
        }
    }

    /** Said twice: to whoever reads standard error, and to the command that attached. */
    private static void stayOff(String reason) {
        String line = "off: " + reason + "; the application runs on";
        StandardError.line(line);
        try {
            System.setProperty(STATUS_PROPERTY, line);
        } catch (RuntimeException forbidden) {
            // A security manager of the application: the line is all there is.
        }
    }

    private static synchronized void startOrAsk(String arguments, Instrumentation instrumentation) throws Throwable {
        Function<String, String> running = RUNNING.get();
        if (running != null) {
            String answer = running.apply(arguments);
            if (!answer.isEmpty()) {
                StandardError.line(answer);
            }
            return;
        }
        if (arguments.equals("detach") || arguments.equals("status")) {
            StandardError.line("no agent runs in this JVM");
            return;
        }
        start(arguments, instrumentation);
    }

    private static void start(String arguments, Instrumentation instrumentation) throws Throwable {
        Method launch = loader().loadClass(LAUNCH_CLASS)
                .getMethod("launch", String.class, Instrumentation.class, AtomicReference.class);
        try {
            launch.invoke(null, arguments, instrumentation, RUNNING);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }

    private static IsolatedLoader loader() throws Exception {
        if (LOADER.get() == null) {
            LOADER.set(new IsolatedLoader(new File(Agent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI())));
        }
        return LOADER.get();
    }
}
