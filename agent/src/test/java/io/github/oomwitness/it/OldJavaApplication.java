// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * Calls the agent's entry as a JVM of Java 11 would, which only the version tells from this one. The JVM itself sets that
 * property, over any flag, so it is changed after the start.
 */
public final class OldJavaApplication {
    private OldJavaApplication() {}

    /** Has the agent's jar on its class path. */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ClassNotFoundException, NoSuchMethodException,
                    IllegalAccessException, InvocationTargetException {
        System.setProperty("java.specification.version", "11");
        Class.forName("io.github.oomwitness.entry.Agent")
                .getMethod("premain", String.class, Instrumentation.class)
                .invoke(null, "", null);
        WitnessedApplication.main(arguments);
    }
}
