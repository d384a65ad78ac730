// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * A process sent SIGKILL to another one, which had not been dying before (the tracepoint signal_generate).
 *
 * @param victim in the witnessed cgroup
 * @param sender anywhere on the machine
 */
public record ProcessKillRecord(long timeNanos, ObservedProcess victim, ObservedProcess sender)
        implements KernelRecord {}
