// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Native;
import java.nio.file.Path;

/**
 * Brings JNA up, once. Its class initialiser reads properties that belong to the whole JVM, unpacks a library and
 * starts java.util.logging, so when and where it runs is decided here and not by whichever class comes first.
 */
public final class NativeAccess {
    private static volatile boolean isOpen;

    private NativeAccess() {}

    /** Whether {@link #open} has succeeded. */
    static boolean isOpen() {
        return isOpen;
    }

    /**
     * Loads JNA's library and binds the C library's functions.
     *
     * @param unpackDirectory where JNA puts its library for the moment it takes to map it: writable, not mounted noexec
     * @throws NativeAccessException where native code may not or cannot be loaded; the JVM is unharmed
     */
    public static void open(Path unpackDirectory) throws NativeAccessException {
        JnaProperties properties = JnaProperties.forInitialisation(unpackDirectory);
        try {
            Native.getNativeSize(long.class);
            LibC.bind();
            isOpen = true;
        } catch (LinkageError | RuntimeException failure) {
            throw NativeAccessException.explaining(failure);
        } finally {
            properties.restore();
        }
    }
}
