// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The full report of one decision, which the kernel prints for at most ten in five seconds: {@code dump_header} in mm/oom_kill.c.
 *
 * @param timestampMicros of its first line, on the kernel's local clock
 * @param invocation empty if the log was opened in the middle of the report
 * @param trigger empty if that line is missing
 * @param callTrace innermost frame first, as printed: {@code oom_kill_process+0x25c/0x260}; a leading "? " marks a doubtful one
 * @param accounts by name: memory, swap, memory+swap, kmem; empty for the whole machine
 * @param statsMemcg the cgroup whose limit fired, as the heading of its statistics names it
 * @param statistics of that cgroup, named and counted as in its memory.stat
 * @param constraint empty if the line is missing, as before Linux 4.19 or for a report that was interrupted
 */
public record KernelOomReport(
        long timestampMicros,
        Optional<OomInvocation> invocation,
        Optional<OomTrigger> trigger,
        List<String> callTrace,
        Map<String, OomAccount> accounts,
        Optional<String> statsMemcg,
        Map<String, Long> statistics,
        List<OomTask> tasks,
        Optional<OomConstraint> constraint) {

    public KernelOomReport {
        callTrace = List.copyOf(callTrace);
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
        statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
        tasks = List.copyOf(tasks);
    }

    /** The usage and limit of memory itself, which every memory cgroup has. */
    public Optional<OomAccount> memory() {
        return Optional.ofNullable(accounts.get("memory"));
    }
}
