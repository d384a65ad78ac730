// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Holds back whatever starts java.util.logging (JNA, Micrometer, the HTTP server) until the application has chosen its
 * log manager. WildFly and its kind set {@code java.util.logging.manager} to a class that only their own loader finds:
 * if logging starts before that class is there, their start fails.
 */
public final class LoggingGate {
    private static final String MANAGER_PROPERTY = "java.util.logging.manager";
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Instrumentation instrumentation;

    public LoggingGate(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** The class of the log manager that must be loaded first; null where the application asks for none of its own. */
    public static @Nullable String awaitedManager() {
        return System.getProperty(MANAGER_PROPERTY);
    }

    /**
     * Waits until the log manager's class is loaded. Looks ever more rarely, since every look lists all classes.
     *
     * @return the loader that knows the log manager: as the context class loader of whoever touches logging next it
     *     makes sure that the right one is found even if the application itself has not touched it yet
     * @throws InterruptedException when the agent is stopped meanwhile
     */
    public @Nullable ClassLoader await() throws InterruptedException {
        String manager = awaitedManager();
        if (manager == null) {
            return null;
        }
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
            for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
                if (loaded.getName().equals(manager)) {
                    return loaded.getClassLoader();
                }
            }
            Thread.sleep(pause);
        }
    }
}
