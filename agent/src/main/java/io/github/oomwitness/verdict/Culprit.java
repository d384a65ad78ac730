// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import org.jspecify.annotations.Nullable;

/**
 * A process that took the memory.
 *
 * @param name the kernel's name of it; null unknown
 * @param growth bytes over the window that was looked at; {@code Long.MIN_VALUE} unknown
 */
public record Culprit(int pid, @Nullable String name, long growth, boolean isThisJvm) {

    /** For a sentence, such as {@code leak (pid 412)}. */
    String label() {
        return isThisJvm ? "this JVM (pid " + pid + ")" : (name == null ? "a process" : name) + " (pid " + pid + ")";
    }
}
