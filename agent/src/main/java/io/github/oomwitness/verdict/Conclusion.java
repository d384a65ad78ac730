// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import org.jspecify.annotations.Nullable;

/**
 * What a rule has found, before the victims are spoken of.
 *
 * @param facts a clause that begins with a capital letter
 * @param remedy a clause that begins with a small one
 */
record Conclusion(Cause cause, @Nullable Culprit culprit, String facts, String remedy, double confidence) {}
