// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import org.jspecify.annotations.Nullable;

/**
 * What happened, who is to blame, and what to change.
 *
 * @param culprit null where no process is to blame, or none is known
 * @param facts what was seen, a clause
 * @param remedy what to do about it, a clause
 * @param confidence 0 to 1: how much of what happened the cause explains
 */
public record Verdict(
        Occasion occasion, Cause cause, @Nullable Culprit culprit, String facts, String remedy, double confidence) {

    /** One that is not to be told: to go through the motions with before it counts. */
    public static Verdict example() {
        return new Verdict(Occasion.CRITICAL, Cause.UNKNOWN, new Culprit(1, "example", 1, false), "", "", 0);
    }

    /** Both in one sentence that a person can act on. */
    public String sentence() {
        return facts + "; " + remedy;
    }
}
