// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs what {@code jcmd} runs, inside of the JVM itself. The way by the platform MBeanServer would start java.util.logging, so
 * this one asks the bean behind it, whose package is opened to the agent alone. Dear (milliseconds, and locks of the JVM): never
 * on a thread that has to tell a kill.
 */
public final class DiagnosticCommand {
    private static final String BEAN = "com.sun.management.internal.DiagnosticCommandImpl";

    private final Object bean;
    private final Method execute;

    private DiagnosticCommand(Object bean, Method execute) {
        this.bean = bean;
        this.execute = execute;
    }

    /** The way to the commands; null where this JVM has none (another make, or no jdk.management). */
    public static @Nullable DiagnosticCommand open(Instrumentation instrumentation) {
        try {
            Class<?> type = Class.forName(BEAN, false, ClassLoader.getSystemClassLoader());
            instrumentation.redefineModule(
                    type.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of(type.getPackageName(), Set.of(DiagnosticCommand.class.getModule())),
                    Set.of(),
                    Map.of());
            Method instance = type.getDeclaredMethod("getDiagnosticCommandMBean");
            instance.setAccessible(true);
            Method execute = type.getDeclaredMethod("executeDiagnosticCommand", String.class);
            execute.setAccessible(true);
            Object bean = instance.invoke(null);
            return bean == null ? null : new DiagnosticCommand(bean, execute);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException missing) {
            return null;
        }
    }

    /** What the command prints; empty where it failed, or is not known. */
    public String run(String command) {
        try {
            return execute.invoke(bean, command) instanceof String text ? text : "";
        } catch (ReflectiveOperationException | RuntimeException failed) {
            return "";
        }
    }
}
