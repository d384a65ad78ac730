// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the application's own Micrometer among the classes that the JVM has loaded. */
final class ApplicationMicrometer {
    private static final String REGISTRIES = "io.micrometer.core.instrument.Metrics";

    /** What the initialiser of the former makes: where it is loaded, the application itself has begun to use both. */
    private static final String GLOBAL_REGISTRY = "io.micrometer.core.instrument.composite.CompositeMeterRegistry";

    private ApplicationMicrometer() {}

    /**
     * The loaders that have one in use; null stands for the boot loader. Each look lists all classes, and allocates about 30 KB
     * for 7,000 of them.
     */
    static List<@Nullable ClassLoader> loaders(Instrumentation instrumentation) {
        Set<@Nullable ClassLoader> withRegistries = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<@Nullable ClassLoader> withGlobalRegistry = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(REGISTRIES)) {
                withRegistries.add(loaded.getClassLoader());
            } else if (loaded.getName().equals(GLOBAL_REGISTRY)) {
                withGlobalRegistry.add(loaded.getClassLoader());
            }
        }
        withRegistries.retainAll(withGlobalRegistry);
        withRegistries.remove(ApplicationMicrometer.class.getClassLoader());
        return new ArrayList<>(withRegistries);
    }
}
