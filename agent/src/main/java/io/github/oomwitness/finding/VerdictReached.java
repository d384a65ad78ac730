// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.verdict.Verdict;

/**
 * What to think of a kill, or of one that is near.
 *
 * @param killId of the first kill of the episode; 0 where it is about none
 */
public record VerdictReached(int killId, Verdict verdict) implements Finding {}
