// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rungs with a kernel program, the best first: which of them a machine has is not for these tests to say. */
final class KernelRungs {
    static final List<String> NAMES = List.of("fentry", "kprobe", "tp_btf", "raw_tp");

    /** In a line of the agent. */
    static final Pattern IN_USE = Pattern.compile("source=(" + String.join("|", NAMES) + ")\\b");

    private KernelRungs() {}

    /** The sources that a gauge says to be in use: each has one for each reason, and all but one should be at 0. */
    static List<String> inUse(Map<String, Double> meters) {
        return meters.entrySet().stream()
                .filter(meter -> meter.getKey().startsWith("oomwitness")
                        && meter.getKey().contains("source="))
                .filter(meter -> meter.getValue() == 1.0)
                .map(meter -> meter.getKey().replaceAll(".*source=(\\w+).*", "$1"))
                .toList();
    }
}
