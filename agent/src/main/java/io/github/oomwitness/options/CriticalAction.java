// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

/** What the agent may do when the pressure comes to CRITICAL, each only where the user asked for it. */
public enum CriticalAction {
    /** Write the newest recording to {@code dump-dir}. */
    DUMP,
    /** Ask for a collection, where this collector gives memory back and there is enough to give. */
    GC,
    /** Have malloc return what it holds in reserve (malloc_trim(3)). */
    TRIM
}
