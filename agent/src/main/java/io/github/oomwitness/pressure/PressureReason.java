// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

/** What speaks for a level above {@link PressureLevel#NORMAL}. */
public enum PressureReason {
    /** What cannot be freed grows, and will reach the limit soon. The only reason for CRITICAL. */
    GROWTH,
    /** Hardly anything is left under the limit, growing or not. */
    HEADROOM,
    /** Usage that cannot be freed is at memory.high: the kernel slows the cgroup down, but does not kill. */
    THROTTLED,
    /** All tasks wait for memory most of the time, and for pages that they had before. */
    THRASHING
}
