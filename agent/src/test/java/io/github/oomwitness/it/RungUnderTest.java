// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rung that kills are to be seen on: the best that this machine gives, or the one that the test bed forces. */
final class RungUnderTest {
    private static final @Nullable String FORCED = System.getProperty("oomwitness.testbed.rung");

    private RungUnderTest() {}

    /** As events name it; one of these. */
    static List<String> sources() {
        return FORCED == null ? KernelRungs.NAMES : List.of(FORCED);
    }

    /** What forces it; nothing where the agent is to choose. */
    static String agentOptions() {
        return FORCED == null ? "" : "source=" + FORCED;
    }
}
