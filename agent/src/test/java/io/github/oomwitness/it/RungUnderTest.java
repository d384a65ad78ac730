// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import org.jspecify.annotations.Nullable;

/** The rung that kills are to be seen on: the best that this machine gives, or the one that the test bed forces. */
final class RungUnderTest {
    private static final @Nullable String FORCED = System.getProperty("oomwitness.testbed.rung");

    private RungUnderTest() {}

    /** As events name it. */
    static String source() {
        return FORCED == null ? "tp_btf" : FORCED;
    }

    /** What forces it; nothing where the agent is to choose. */
    static String agentOptions() {
        return FORCED == null ? "" : "source=" + FORCED;
    }
}
