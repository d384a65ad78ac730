// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

/** Which way to learn of kills: the best there is, or one by name and no other. */
public enum SourceChoice {
    AUTO("auto"),
    FENTRY("fentry"),
    KPROBE("kprobe"),
    TP_BTF("tp_btf"),
    RAW_TP("raw_tp"),
    CGROUP_FILES("cgroup_files");

    private final String text;

    SourceChoice(String text) {
        this.text = text;
    }

    /** As users, events and meters spell it. */
    public String text() {
        return text;
    }

    /** Whether a rung of this name may be tried. */
    public boolean allows(SourceChoice rung) {
        return this == AUTO || this == rung;
    }
}
