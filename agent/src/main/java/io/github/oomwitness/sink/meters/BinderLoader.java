// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.finding.WitnessState;
import io.github.oomwitness.sink.meters.state.MeterState;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of this package once more, for the Micrometer that the application's loader finds: a child of that loader,
 * which the application does not know. What these classes read is the agent's, as the agent's own loader has it.
 *
 * <p>Nothing of the agent may hold this loader, or it would hold the application's: see {@link ApplicationMeters}.
 */
final class BinderLoader extends ClassLoader {
    private static final String OURS = "io.github.oomwitness.";
    private static final String DEFINED_HERE = BinderLoader.class.getPackageName();

    /** By name: the agent's own loader has no use for this class. */
    private static final String BINDING = DEFINED_HERE + ".ApplicationBinding";

    private final ClassLoader agents = BinderLoader.class.getClassLoader();

    BinderLoader(@Nullable ClassLoader application) {
        super(application);
    }

    /**
     * Registers the meters with the application's registry; closing the answer takes them back.
     *
     * @throws ReflectiveOperationException where this Micrometer lacks what is needed
     */
    AutoCloseable bind(MeterState meters, Supplier<WitnessState> witness, Consumer<String> steppedAside)
            throws ReflectiveOperationException {
        try {
            Object binding = loadClass(BINDING)
                    .getMethod("bind", MeterState.class, Supplier.class, Consumer.class)
                    .invoke(null, meters, witness, steppedAside);
            return (AutoCloseable) binding;
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (thrown.getCause() instanceof Error failure) {
                throw failure;
            }
            throw thrown;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            if (!name.substring(0, name.lastIndexOf('.')).equals(DEFINED_HERE)) {
                return agents.loadClass(name);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream stream = agents.getResourceAsStream(name.replace('.', '/') + ".classdata")) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = stream.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
