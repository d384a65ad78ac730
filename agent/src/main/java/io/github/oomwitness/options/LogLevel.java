// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

/** How much the agent says on standard error; each level includes the ones before it. */
public enum LogLevel {
    OFF,
    ERROR,
    INFO,
    DEBUG;

    public boolean includes(LogLevel other) {
        return other.compareTo(this) <= 0;
    }
}
