// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

/** What there is to judge. */
public enum Occasion {
    /** The kernel has killed. */
    KILL,
    /** It is about to. */
    CRITICAL
}
