// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process was killed by the OOM killer: a SIGKILL from the kernel itself, paired with a mark by the same trigger
 * (mm/oom_kill.c, __oom_kill_process). Memory is in bytes; -1 is a value that this kernel does not have.
 *
 * @param start how the victim came to be
 * @param trigger null where only the cgroup's files told of the kill: then the victim is a guess
 * @param memcg the victim's memory cgroup with its ancestors at that moment
 * @param memoryLow protection of the victim's cgroup (memory.low), written like a limit: -1 all of it, -2 unknown; on v1
 *     the soft limit is something else and not this
 * @param memoryHigh the throttling limit, as a limit: -1 none, -2 unknown
 * @param memoryFailCount how often its limit was hit
 * @param swappiness 0 to 200
 * @param cpu the trigger ran on
 * @param hostName the victim's UTS name: in a container mostly its id or the pod's name
 * @param kernelStack the trigger's kernel stack, innermost frame first, symbol+offset/size; empty where unknown
 * @param textTruncated whether a name or the stack did not fit
 * @param programNanos what the kernel program took to write this record
 * @param decisionNumber of the decision it was killed by, 0 where there is none to tell of
 * @param decision that decision; null where it is not known
 */
public record KillRecord(
        long timeNanos,
        KilledProcess victim,
        ProcessStart start,
        @Nullable TriggeringTask trigger,
        MemcgPath memcg,
        long memoryLow,
        long memoryHigh,
        long memoryFailCount,
        int swappiness,
        int cpu,
        String hostName,
        List<String> kernelStack,
        boolean textTruncated,
        long programNanos,
        long decisionNumber,
        @Nullable Decision decision)
        implements KernelRecord {

    public KillRecord {
        kernelStack = List.copyOf(kernelStack);
    }

    /** The same kill with what the kernel had decided on. */
    public KillRecord by(Decision known) {
        return new KillRecord(
                timeNanos,
                victim,
                start,
                trigger,
                memcg,
                memoryLow,
                memoryHigh,
                memoryFailCount,
                swappiness,
                cpu,
                hostName,
                kernelStack,
                textTruncated,
                programNanos,
                decisionNumber,
                known);
    }

    /** What the kernel decided on, where that was seen: facts, to be preferred to conclusions. */
    public @Nullable OomControl control() {
        return decision == null ? null : decision.control();
    }

    /** Whether the victim was concluded from who has gone rather than told by the kernel. */
    public boolean victimIsGuess() {
        return trigger == null;
    }
}
