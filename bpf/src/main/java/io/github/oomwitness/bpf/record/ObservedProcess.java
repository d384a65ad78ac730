// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import org.jspecify.annotations.Nullable;

/**
 * A process as the kernel program met it.
 *
 * @param pid in the agent's pid namespace; -1 where it is not visible there
 * @param hostPid in the initial pid namespace
 * @param name the kernel's comm of the process, at most 15 bytes
 * @param arguments as {@code /proc/PID/cmdline} has them, each followed by a NUL; null where unknown
 * @param argumentsTruncated whether there were more of them than the kernel program keeps
 */
public record ObservedProcess(
        int pid, int hostPid, String name, @Nullable String arguments, boolean argumentsTruncated) {}
