// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import org.jspecify.annotations.Nullable;

/**
 * How a process came to be, as far as the kernel program has seen it: noted down when the process executed its program,
 * which works for one that lives a few milliseconds as well.
 *
 * @param arguments as {@code /proc/PID/cmdline} has them, each followed by a NUL; null where it executed its program
 *     before the agent came or outside of the witnessed cgroup
 * @param argumentsTruncated whether there were more of them than the kernel program keeps
 * @param starter the thread of this JVM that started it, itself or through others; null where it was none, or was not
 *     seen
 */
public record ProcessStart(
        @Nullable String arguments,
        boolean argumentsTruncated,
        @Nullable StartingThread starter) {
    private static final ProcessStart UNSEEN = new ProcessStart(null, false, null);

    /** Of a process of which nobody saw how it came to be. */
    public static ProcessStart unseen() {
        return UNSEEN;
    }
}
