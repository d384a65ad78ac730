// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

/** How near the kernel's next kill is, the harmless first. */
public enum PressureLevel {
    NORMAL,
    /** Somebody should look at it today. */
    WARNING,
    /** A kill follows in seconds unless something stops the growth. */
    CRITICAL;

    boolean isAbove(PressureLevel other) {
        return compareTo(other) > 0;
    }
}
