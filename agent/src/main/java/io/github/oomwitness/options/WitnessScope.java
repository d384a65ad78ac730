// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import java.util.Locale;

/** Whose kills are told. */
public enum WitnessScope {
    /** Of this JVM's memory cgroup and those below it. */
    CGROUP,
    /** Of its pod's containers: everything below the cgroup above its own. */
    POD,
    /** Of every process on the machine. */
    MACHINE;

    /** As users spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
