// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

/**
 * One thing that both the event and the kernel's log state.
 *
 * @param isNumber and not a name or a path
 */
public record Finding(String what, boolean isNumber, String inEvent, String inKernelLog, Verdict verdict) {

    /** How the two relate. */
    public enum Verdict {
        EQUAL("equal"),
        WITHIN_THE_KERNELS_ROUNDING("equal, rounded down to kB"),
        WITHIN_THE_CPUS_BATCHES("within the CPUs' batches"),
        DIFFERENT("DIFFERENT");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public boolean agrees() {
        return verdict != Verdict.DIFFERENT;
    }
}
