// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

/**
 * Whether this process can open one more file. Where it cannot, a file that does not open says nothing about what it stands for: a
 * process whose files do not open has not ended for that.
 */
public final class SpareDescriptor {
    private static final String ALWAYS_THERE = "/dev/null";

    private final boolean canTell;

    /** To be made while there are descriptors: where the file cannot be opened at all, nothing is ever blamed on them. */
    public SpareDescriptor(FileText scratch) {
        canTell = PseudoFile.readOnce(ALWAYS_THERE, scratch);
    }

    /** Asked after a file could not be opened; the text is used up. */
    public boolean isThere(FileText scratch) {
        return !canTell || PseudoFile.readOnce(ALWAYS_THERE, scratch);
    }
}
