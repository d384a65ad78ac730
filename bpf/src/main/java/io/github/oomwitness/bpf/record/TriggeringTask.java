// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * The thread that could not get its page, on whose back the kernel looked for a victim.
 *
 * @param pid of its process in the agent's pid namespace; -1 where it is not visible there
 * @param tid of the thread itself, likewise
 * @param name the kernel's comm of the thread, at most 15 bytes
 */
public record TriggeringTask(int pid, int tid, int hostPid, int hostTid, String name, long uid) {}
