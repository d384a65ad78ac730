// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** What an application server does: an application has a loader of its own with its own Micrometer, and is dropped again. */
public final class DroppedApplication {
    private DroppedApplication() {}

    /**
     * Deploys the application; once its meters are more than its own, drops it, and says when its loader is gone.
     *
     * @param arguments the jars of a Micrometer
     */
    public static void main(String[] arguments) throws Exception {
        URL[] jars = new URL[arguments.length];
        for (int index = 0; index < jars.length; index++) {
            jars[index] = Path.of(arguments[index]).toUri().toURL();
        }
        System.out.println(WitnessedApplication.RUNNING);
        WeakReference<ClassLoader> loader = deployAndDrop(jars);
        while (loader.get() != null) {
            System.gc();
            Thread.sleep(100);
        }
        System.out.println("the application's loader is gone");
        WitnessedApplication.main(new String[0]);
    }

    private static WeakReference<ClassLoader> deployAndDrop(URL[] jars)
            throws IOException, ReflectiveOperationException, InterruptedException {
        try (URLClassLoader loader = new URLClassLoader("application", jars, null)) {
            Class<?> metrics = loader.loadClass("io.micrometer.core.instrument.Metrics");
            Object registry = metrics.getField("globalRegistry").get(null);
            Method getMeters = registry.getClass().getMethod("getMeters");
            while (((List<?>) getMeters.invoke(registry)).isEmpty()) {
                Thread.sleep(100);
            }
            System.out.println("meters are here");
            return new WeakReference<>(loader);
        }
    }
}
