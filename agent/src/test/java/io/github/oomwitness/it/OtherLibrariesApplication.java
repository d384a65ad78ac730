// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application with a JNA and a Micrometer of its own. Everything goes through reflection: javac would copy
 * {@code Native.VERSION} out of the JNA it compiles against.
 */
public final class OtherLibrariesApplication {
    private OtherLibrariesApplication() {}

    /** Obeys the words of {@link WitnessedApplication}; told to return, it uses its libraries and says what it finds. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ReflectiveOperationException {
        WitnessedApplication.main(arguments);
        tellProperties();
        tellJna();
        tellMicrometer();
    }

    private static void tellJna() throws ReflectiveOperationException {
        Class<?> jna = Class.forName("com.sun.jna.Native");
        Class<?> library = Class.forName("com.sun.jna.NativeLibrary");
        Class<?> function = Class.forName("com.sun.jna.Function");
        Object process = library.getMethod("getProcess").invoke(null);
        Object getpid = library.getMethod("getFunction", String.class).invoke(process, "getpid");
        Method invoke = function.getMethod("invokeInt", Object[].class);
        Field version = jna.getField("VERSION");
        // It is inherited from an interface that only JNA itself may name.
        version.setAccessible(true);
        System.out.println("JNA version: " + version.get(null));
        System.out.println("JNA from: " + fileOf(jna));
        System.out.println("getpid: " + invoke.invoke(getpid, (Object) new Object[0]));
    }

    private static void tellMicrometer() throws ReflectiveOperationException {
        Class<?> metrics = Class.forName("io.micrometer.core.instrument.Metrics");
        Class<?> counter = Class.forName("io.micrometer.core.instrument.Counter");
        Class<?> registry = Class.forName("io.micrometer.core.instrument.simple.SimpleMeterRegistry");
        Method addRegistry =
                metrics.getMethod("addRegistry", Class.forName("io.micrometer.core.instrument.MeterRegistry"));
        addRegistry.invoke(null, registry.getConstructor().newInstance());
        Object requests =
                metrics.getMethod("counter", String.class, String[].class).invoke(null, "requests", new String[0]);
        counter.getMethod("increment").invoke(requests);
        System.out.println("Micrometer from: " + fileOf(metrics));
        System.out.println("requests: " + counter.getMethod("count").invoke(requests));
    }

    /** Before its own JNA comes up, which sets some too. */
    private static void tellProperties() {
        Map<String, String> properties = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("jna") || name.startsWith("jnidispatch")) {
                properties.put(name, System.getProperty(name, ""));
            }
        }
        System.out.println("properties: " + properties);
    }

    private static String fileOf(Class<?> type) {
        return type.getClassLoader() == OtherLibrariesApplication.class.getClassLoader()
                ? Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .getFileName()
                        .toString()
                : "the loader " + type.getClassLoader();
    }
}
