// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.bpf.record.StallCounts;
import org.jspecify.annotations.Nullable;

/**
 * How the witness stands: what it can see and why it cannot see more.
 *
 * @param source the rung in use; "none" before one was found
 * @param loader what loaded the kernel program: light; null without one
 * @param degradedReason one of the bounded set that meters use
 * @param degradedBecause why no higher rung is in use, on one line; null where the highest is
 * @param kernel as uname -r prints it
 * @param cgroupVersion v1 or v2; null where no memory cgroup was found
 * @param cgroupPath of the witnessed cgroup; null where unknown
 * @param oomGroup whether the kernel kills this container as one
 * @param memoryLimit the tightest on the way to the root, in bytes: -1 none, -2 unknown
 * @param capabilities that matter here, in effect; empty for none
 * @param lostRecords kills of the witnessed cgroup, by whomever, that found no room in the ring; -1 without a rung that could lose any
 * @param stalls of this JVM's threads in direct reclaim; null where they are not seen
 * @param options in effect, with their origins
 */
public record WitnessState(
        String version,
        String source,
        @Nullable String loader,
        String degradedReason,
        @Nullable String degradedBecause,
        String role,
        String kernel,
        @Nullable String cgroupVersion,
        @Nullable String cgroupPath,
        boolean oomGroup,
        long memoryLimit,
        String capabilities,
        long lostRecords,
        @Nullable StallCounts stalls,
        String options) {}
