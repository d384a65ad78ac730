// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import org.jspecify.annotations.Nullable;

/** System properties that the agent sets and that are no options: how a command learns what an agent does. */
public final class AgentProperties {
    /**
     * The state of an agent in one line; not set where there never was one, and after {@code detach}. Read back by the
     * commands {@code attach}, {@code status} and {@code detach}.
     */
    public static final String STATUS = "oomwitness.status";

    /** The status of an agent that has begun and does not witness anything yet. */
    public static final String STARTING = "the agent is starting";

    /** What the status of an agent that did not start, and does not run, begins with. */
    public static final String OFF = "off: ";

    private AgentProperties() {}

    /** Sets {@link #STATUS}; null takes it away. Where a security manager forbids it, nobody outside learns of it. */
    public static void publishStatus(@Nullable String status) {
        try {
            if (status == null) {
                System.clearProperty(STATUS);
            } else {
                System.setProperty(STATUS, status);
            }
        } catch (SecurityException forbidden) {
            // The line on standard error is all there is.
        }
    }

    static boolean isOwn(String name) {
        return STATUS.equals(name);
    }
}
