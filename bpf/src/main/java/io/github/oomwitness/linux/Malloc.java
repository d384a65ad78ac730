// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/** The allocator of the C library. */
public final class Malloc {
    private static final String TRIM = "malloc_trim";

    private Malloc() {}

    /**
     * Has it return memory that it holds in reserve to the kernel (malloc_trim(3)).
     *
     * @return whether it returned any; null where the C library has no such function, as musl
     */
    public static @Nullable Boolean trim() {
        try {
            Function trim = NativeLibrary.getProcess().getFunction(TRIM);
            return trim.invokeInt(new Object[] {0L}) != 0;
        } catch (LinkageError missing) {
            return null;
        }
    }
}
