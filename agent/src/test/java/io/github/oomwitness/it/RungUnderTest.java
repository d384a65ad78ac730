// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** The rung that kills are to be seen on: the best that this machine gives, or the one that the test bed forces. */
final class RungUnderTest {
    static final String PROPERTY = "oomwitness.testbed.rung";

    private RungUnderTest() {}

    /** As events name it; one of these. */
    static List<String> sources() {
        String forced = forced();
        return forced == null ? KernelRungs.NAMES : List.of(forced);
    }

    /** Whether events from it tell what the kernel decided on, as it was at the decision. */
    static boolean seesDecisions(RecordedEvent event) {
        return List.of("fentry", "kprobe").contains(event.getString("source"));
    }

    /** What forces it; nothing where the agent is to choose. */
    static String agentOptions() {
        String forced = forced();
        return forced == null ? "" : "source=" + forced;
    }

    /** Whether this is a guest of the test bed. */
    static boolean isForced() {
        return forced() != null;
    }

    private static @Nullable String forced() {
        return System.getProperty(PROPERTY);
    }
}
