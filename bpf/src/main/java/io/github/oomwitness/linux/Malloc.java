// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The allocator of the C library. */
public final class Malloc {
    /** glibc's function keeps this much at the top. */
    private static final long NOTHING_IN_RESERVE = 0;

    private Malloc() {}

    /** Whether {@link #trim} may be called: native access is open, and the C library has the function, which musl has not. */
    public static boolean bind() {
        if (!NativeAccess.isOpen()) {
            return false;
        }
        try {
            Native.register(Malloc.class, NativeLibrary.getProcess());
            return true;
        } catch (LinkageError missing) {
            return false;
        }
    }

    /**
     * Has it return memory that it holds in reserve to the kernel (malloc_trim(3)).
     *
     * @return whether it returned any
     */
    public static boolean trim() {
        return malloc_trim(NOTHING_IN_RESERVE) != 0;
    }

    private static native int malloc_trim(long pad);
}
