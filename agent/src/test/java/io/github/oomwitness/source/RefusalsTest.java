// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.DegradedReason;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    @Test
    void onTheTopRungThereIsNothingToSay() {
        assertThat(refusals.text()).isNull();
        assertThat(refusals.reason()).isEqualTo(DegradedReason.NONE);
    }

    @Test
    void eachRungSaysItsOwnAndTheLastIsTheReason() {
        refusals.add("fentry", new KillSourceException(DegradedReason.KERNEL, "no trampolines"));
        refusals.add("kprobe", new KillSourceException(DegradedReason.CONFIGURATION, "too paranoid"));

        assertThat(refusals.text()).isEqualTo("fentry: no trampolines; kprobe: too paranoid");
        assertThat(refusals.reason()).isEqualTo(DegradedReason.CONFIGURATION);
    }

    @Test
    void whatRungsHaveInCommonIsSaidOnce() {
        refusals.add("fentry", new KillSourceException(DegradedReason.KERNEL, "too old"));
        refusals.add("kprobe", new KillSourceException(DegradedReason.KERNEL, "no kprobes"));
        refusals.add("tp_btf", new KillSourceException(DegradedReason.KERNEL, "too old"));

        assertThat(refusals.text()).isEqualTo("fentry, tp_btf: too old; kprobe: no kprobes");
    }

    @Test
    void whatHoldsForAllNamesNoRung() {
        refusals.add(new KillSourceException(DegradedReason.CAPABILITY, "lacks CAP_BPF"));

        assertThat(refusals.text()).isEqualTo("lacks CAP_BPF");
        assertThat(refusals.reason()).isEqualTo(DegradedReason.CAPABILITY);
    }
}
