// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.KilledProcess;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.bpf.record.ProcessStart;
import io.github.oomwitness.bpf.record.TriggeringTask;
import java.util.List;

/** Kill records for tables: a converter of 20 MiB, killed by a trigger of a given thread at a given time. */
final class Kills {
    static final List<String> AT_A_LIMIT = List.of("oom_kill_process+0x1/0x2", "mem_cgroup_out_of_memory+0x3/0x4");
    static final List<String> WITHOUT_A_LIMIT = List.of("oom_kill_process+0x1/0x2", "out_of_memory+0x3/0x4");

    private static final long MIB = 1L << 20;

    private Kills() {}

    static KillRecord at(long millis, int triggerTid, boolean sharesMemory, MemcgPath memcg, List<String> stack) {
        KilledProcess victim = new KilledProcess(
                17,
                4711,
                17,
                0,
                4711,
                1,
                1,
                "converter",
                1000,
                1_000_000,
                0,
                20 * MIB,
                MIB,
                0,
                0,
                65536,
                30 * MIB,
                5000,
                1,
                false,
                sharesMemory);
        TriggeringTask trigger = new TriggeringTask(17, triggerTid, 4711, triggerTid, "converter", 1000);
        return new KillRecord(
                millis * 1_000_000,
                victim,
                ProcessStart.unseen(),
                trigger,
                memcg,
                0,
                -1,
                3,
                60,
                0,
                "host",
                stack,
                false,
                9_000,
                0,
                null);
    }

    /** One of which it was seen how it came to be. */
    static KillRecord started(ProcessStart start) {
        KillRecord kill = at(1_000, 5, false, path(true, level("app", 20, 20, 0, 0, false)), AT_A_LIMIT);
        return with(start, kill.decisionNumber(), kill);
    }

    /** The same, by the decision of this number. */
    static KillRecord numbered(long decision, KillRecord kill) {
        return with(kill.start(), decision, kill);
    }

    private static KillRecord with(ProcessStart start, long decision, KillRecord kill) {
        return new KillRecord(
                kill.timeNanos(),
                kill.victim(),
                start,
                kill.trigger(),
                kill.memcg(),
                kill.memoryLow(),
                kill.memoryHigh(),
                kill.memoryFailCount(),
                kill.swappiness(),
                kill.cpu(),
                kill.hostName(),
                kill.kernelStack(),
                kill.textTruncated(),
                kill.programNanos(),
                decision,
                kill.decision());
    }

    static MemcgPath path(boolean version2, MemcgLevel... levels) {
        return new MemcgPath(List.of(levels), version2, false);
    }

    /** A level with sizes in MiB; -1 is no limit. */
    static MemcgLevel level(String name, long usage, long limit, long swapUsage, long swapLimit, boolean oomGroup) {
        return new MemcgLevel(
                name.hashCode(),
                name,
                usage * MIB,
                limit < 0 ? limit : limit * MIB,
                swapUsage * MIB,
                swapLimit < 0 ? swapLimit : swapLimit * MIB,
                oomGroup);
    }
}
