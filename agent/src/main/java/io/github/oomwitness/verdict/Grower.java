// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import org.jspecify.annotations.Nullable;

/**
 * A process and how it has changed of late.
 *
 * @param name the kernel's name of it; null unknown
 * @param size resident anonymous and shared bytes, when it was last seen
 * @param growth of those within the window; negative where it shrank
 * @param wasKilled whether it is one of the victims
 */
public record Grower(int pid, @Nullable String name, long size, long growth, boolean isThisJvm, boolean wasKilled) {

    Culprit asCulprit() {
        return new Culprit(pid, name, growth, isThisJvm);
    }
}
