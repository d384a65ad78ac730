// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

/** System properties that the agent sets and that are no options: how a command learns what an agent does. */
public final class AgentProperties {
    /** Set while an agent runs: its state in one line. Read back by {@code attach}, {@code status} and {@code detach}. */
    public static final String STATUS = "oomwitness.status";

    private AgentProperties() {}

    static boolean isOwn(String name) {
        return STATUS.equals(name);
    }
}
