// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.Decision;
import io.github.oomwitness.bpf.record.ExhaustedCgroup;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemoryAccount;
import io.github.oomwitness.bpf.record.OomConstraint;
import io.github.oomwitness.bpf.record.OomControl;
import org.jspecify.annotations.Nullable;

/** Decisions for tables, as a probe at oom_kill_process sees them. */
final class Decisions {
    static final MemoryAccount UNKNOWN =
            new MemoryAccount(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);

    private static final long MIB = 1L << 20;

    private Decisions() {}

    /** The cgroup whose limit fired, sizes in MiB; -1 is no limit. */
    static ExhaustedCgroup cgroup(String name, long usage, long limit, long swapUsage, long swapLimit) {
        return new ExhaustedCgroup(
                name.hashCode(),
                usage * MIB,
                limit < 0 ? limit : limit * MIB,
                swapUsage * MIB,
                swapLimit < 0 ? swapLimit : swapLimit * MIB,
                -1,
                UNKNOWN);
    }

    static Decision of(long number, int chosenHostPid, @Nullable ExhaustedCgroup cgroup) {
        return of(number, chosenHostPid, cgroup, cgroup == null ? OomConstraint.NONE : OomConstraint.MEMCG);
    }

    static Decision of(long number, int chosenHostPid, @Nullable ExhaustedCgroup cgroup, OomConstraint constraint) {
        OomControl control = new OomControl(
                constraint, 0, 0xcc0, 512 * MIB, 5000, chosenHostPid, "Memory cgroup out of memory", 4096, null);
        return new Decision(0, number, control, cgroup, "/", "0");
    }

    /** The kill with its decision, as they come out of the ring. */
    static KillRecord killBy(Decision decision, KillRecord kill) {
        return Kills.numbered(decision.number(), kill).by(decision);
    }
}
