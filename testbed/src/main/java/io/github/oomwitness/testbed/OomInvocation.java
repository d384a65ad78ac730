// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who ran into the limit: the first line of a report, {@code dump_header} in mm/oom_kill.c.
 *
 * @param name comm of the trigger
 * @param gfpMask of the allocation that failed
 * @param gfpFlags the same in the kernel's words, such as GFP_KERNEL
 * @param order of that allocation
 * @param oomScoreAdj of the trigger; {@link Integer#MIN_VALUE} if not a number
 */
public record OomInvocation(String name, long gfpMask, String gfpFlags, int order, int oomScoreAdj) {
    private static final Pattern FORMAT =
            Pattern.compile("(.*) invoked oom-killer: gfp_mask=0x([0-9a-f]{1,15})\\(([^)]*)\\),"
                    + "(?: nodemask=[^ ]*,)? order=(-?\\d+), oom_score_adj=(-?\\d+)");

    static Optional<OomInvocation> parse(String line) {
        Matcher matcher = FORMAT.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OomInvocation(
                matcher.group(1),
                Long.parseLong(matcher.group(2), 16),
                matcher.group(3),
                KernelText.integer(matcher.group(4), Integer.MIN_VALUE),
                KernelText.integer(matcher.group(5), Integer.MIN_VALUE)));
    }
}
