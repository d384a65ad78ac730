// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * The thread of this JVM that started a process, itself or through others.
 *
 * @param tid in the agent's pid namespace
 * @param name the kernel's comm of the thread at that time, at most 15 bytes
 * @param childPid the child of this JVM that it started, in the agent's pid namespace: the process itself, or the
 *     ancestor through which it descends
 * @param childStartNanos when that child was forked, on CLOCK_MONOTONIC
 */
public record StartingThread(int tid, String name, int childPid, long childStartNanos) {}
