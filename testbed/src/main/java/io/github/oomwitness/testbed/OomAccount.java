// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One counter of the cgroup whose limit fired: {@code mem_cgroup_print_oom_meminfo} in mm/memcontrol.c.
 *
 * @param name memory, swap (v2), memory+swap or kmem (v1)
 * @param usage bytes, rounded down to kibibytes
 * @param limit bytes; a number near 2^63 stands for none
 * @param failCount how often the limit was hit; on v2 the events counted as max
 */
public record OomAccount(String name, long usage, long limit, long failCount) {
    private static final Pattern FORMAT =
            Pattern.compile("(memory|swap|memory\\+swap|kmem): usage (\\d+)kB, limit (\\d+)kB, failcnt (\\d+)");

    static Optional<OomAccount> parse(String line) {
        Matcher matcher = FORMAT.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OomAccount(
                matcher.group(1),
                KernelText.bytesOfKibibytes(matcher.group(2)),
                KernelText.bytesOfKibibytes(matcher.group(3)),
                KernelText.count(matcher.group(4))));
    }
}
