// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The task on whose stack the decision was made: {@code dump_stack_print_info} in lib/dump_stack.c.
 *
 * @param cpu on which it ran
 * @param uid -1 on kernels before 6.12, which do not print it
 * @param pid of the thread, in the initial pid namespace
 * @param name comm of the thread
 */
public record OomTrigger(int cpu, long uid, long pid, String name) {
    private static final Pattern FORMAT =
            Pattern.compile("CPU: (\\d+)(?: UID: (\\d+))? PID: (\\d+) Comm: (.*) (?:Not tainted|Tainted: ).*");

    static Optional<OomTrigger> parse(String line) {
        Matcher matcher = FORMAT.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OomTrigger(
                KernelText.integer(matcher.group(1), -1),
                KernelText.count(matcher.group(2)),
                KernelText.count(matcher.group(3)),
                matcher.group(4)));
    }
}
