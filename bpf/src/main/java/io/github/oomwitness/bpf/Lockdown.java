// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import java.util.Locale;

/** The kernel's lockdown mode, as /sys/kernel/security/lockdown marks it with brackets. */
public enum Lockdown {
    NONE,
    INTEGRITY,
    CONFIDENTIALITY;

    boolean isConfidentiality() {
        return this == CONFIDENTIALITY;
    }

    /**
     * Reads the mode.
     *
     * @param text such as {@code none [integrity] confidentiality}; anything unknown or empty is no lockdown
     */
    static Lockdown parse(String text) {
        for (Lockdown mode : values()) {
            if (text.contains("[" + mode.name().toLowerCase(Locale.ROOT) + "]")) {
                return mode;
            }
        }
        return NONE;
    }
}
