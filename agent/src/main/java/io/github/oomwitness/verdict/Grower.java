// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.text.ByteText;
import org.jspecify.annotations.Nullable;

/**
 * A process and how it has changed of late.
 *
 * @param name the kernel's name of it; null unknown
 * @param size anonymous bytes when it was last seen, be they resident or in swap: what comes back from there is no growth
 * @param swapped what of those was in swap
 * @param growth of the size within the window; negative where it shrank
 * @param wasKilled whether it is one of the victims
 */
public record Grower(
        int pid, @Nullable String name, long size, long swapped, long growth, boolean isThisJvm, boolean wasKilled) {

    /** Anonymous bytes in memory. */
    public long resident() {
        return size - swapped;
    }

    /** Its size for a sentence. */
    String sizeText() {
        return ByteText.of(size) + (swapped > 0 ? " (" + ByteText.of(swapped) + " of it in swap)" : "");
    }

    Culprit asCulprit() {
        return new Culprit(pid, name, growth, isThisJvm);
    }
}
