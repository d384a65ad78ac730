// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

/** Why a higher rung could not be had: the bounded set that meters carry as a tag. */
public enum DegradedReason {
    NONE,
    CAPABILITY,
    KERNEL,
    SECCOMP,
    LOCKDOWN,
    CONFIGURATION;

    /** As meters spell it. */
    public String tag() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
