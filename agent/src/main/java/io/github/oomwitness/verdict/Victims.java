// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.text.ByteText;
import java.util.List;

/** Who was killed, and whether that helped: the kernel takes the largest, which need not be the one that grew. */
final class Victims {
    private Victims() {}

    /** To follow the facts; empty where nobody was killed. */
    static String clause(Facts facts, Conclusion found) {
        List<Grower> victims = facts.victims();
        if (victims.isEmpty()) {
            return "";
        }
        Culprit culprit = found.culprit();
        boolean culpritDied = culprit != null && victims.stream().anyMatch(victim -> victim.pid() == culprit.pid());
        if (victims.size() == 1) {
            return one(victims.get(0), culprit != null, culpritDied, facts);
        }
        String killed = ". The kernel killed " + victims.size() + " processes";
        if (culprit == null) {
            return killed;
        }
        return culpritDied
                ? killed + ", " + culprit.label() + " among them"
                : killed + ", and " + culprit.label() + " was not among them: it can grow on, and more will die";
    }

    private static String one(Grower victim, boolean isCulpritKnown, boolean culpritDied, Facts facts) {
        String killed = ". The kernel killed " + victim.asCulprit().label();
        if (!isCulpritKnown) {
            return killed;
        }
        if (culpritDied) {
            return ". The kernel killed it";
        }
        return victim.growth() < facts.noise()
                ? killed + ", an innocent victim: it had grown by " + ByteText.of(Math.max(0, victim.growth()))
                : killed + ", which had grown less, by " + ByteText.of(victim.growth());
    }
}
