// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import java.util.List;

/**
 * Reaches a verdict: first whose limit it was, then whether garbage alone filled it, then what grew, then, where nothing did, what stands out. Where no rule has
 * anything to say, it says that.
 */
public final class Judge {
    private Judge() {}

    /**
     * The verdict on what happened.
     *
     * @param windows what is known over spans of the past, the shortest first; empty where there is no past
     * @param now what is known without it
     */
    public static Verdict judge(List<Facts> windows, Facts now) {
        Facts nearest = windows.isEmpty() ? now : windows.get(0);
        Conclusion found = LimitRules.find(nearest);
        if (found == null) {
            found = HeapRules.dominantGarbage(nearest);
        }
        if (found != null) {
            return verdict(nearest, found);
        }
        for (Facts window : windows) {
            found = GrowthRules.find(window);
            if (found != null) {
                return verdict(window, found);
            }
        }
        Facts longest = windows.isEmpty() ? now : windows.get(windows.size() - 1);
        return verdict(longest, SizeRules.find(longest));
    }

    private static Verdict verdict(Facts facts, Conclusion found) {
        return new Verdict(
                facts.occasion(),
                found.cause(),
                found.culprit(),
                found.facts() + Victims.clause(facts, found),
                found.remedy(),
                found.confidence());
    }
}
