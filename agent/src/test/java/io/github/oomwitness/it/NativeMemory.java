// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Memory of malloc's that the JVM tells nobody of. By reflection: the compiler warns of the class behind it. */
final class NativeMemory {
    private final Object unsafe;
    private final Method allocate;
    private final Method set;
    private final Method free;

    private NativeMemory(Object unsafe) throws ReflectiveOperationException {
        this.unsafe = unsafe;
        this.allocate = unsafe.getClass().getMethod("allocateMemory", long.class);
        this.set = unsafe.getClass().getMethod("setMemory", long.class, long.class, byte.class);
        this.free = unsafe.getClass().getMethod("freeMemory", long.class);
    }

    static NativeMemory open() {
        try {
            Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return new NativeMemory(field.get(null));
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** The address of so many bytes. */
    long allocate(long bytes) {
        return (Long) invoke(allocate, bytes);
    }

    /** Makes so many bytes resident. */
    void write(long address, long bytes) {
        invoke(set, address, bytes, (byte) 1);
    }

    void free(long address) {
        invoke(free, address);
    }

    private Object invoke(Method method, Object... arguments) {
        try {
            return method.invoke(unsafe, arguments);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
