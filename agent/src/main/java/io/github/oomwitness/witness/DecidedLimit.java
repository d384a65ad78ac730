// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.Decision;
import io.github.oomwitness.bpf.record.ExhaustedCgroup;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.bpf.record.OomConstraint;
import io.github.oomwitness.bpf.record.OomControl;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.FiredLimit.Scope;
import org.jspecify.annotations.Nullable;

/** Which limit fired: what the kernel decided on, where that was seen, else what can be concluded from the death. */
final class DecidedLimit {
    /** The levels nearest the root are missing from a path that is too deep to be recorded. */
    private static final int NOT_ON_THE_PATH = -1;

    private DecidedLimit() {}

    static FiredLimit of(KillRecord kill) {
        Decision decision = kill.decision();
        OomControl control = kill.control();
        if (decision == null || control == null) {
            return FiredLimitInference.of(kill);
        }
        ExhaustedCgroup cgroup = decision.cgroup();
        return cgroup == null ? withoutLimit(control.constraint(), kill.memcg()) : of(cgroup, kill.memcg());
    }

    /** A group's members die also by a machine without memory: then every level counts. */
    private static FiredLimit withoutLimit(OomConstraint constraint, MemcgPath memcg) {
        Scope scope = constraint == OomConstraint.NONE ? Scope.MACHINE : Scope.NODES;
        return new FiredLimit(scope, null, -1, MemcgLevel.UNKNOWN_LIMIT, null, false, memcg.isOomGroup());
    }

    private static FiredLimit of(ExhaustedCgroup cgroup, MemcgPath memcg) {
        int level = memcg.indexOf(cgroup.id());
        String kind = kindOf(cgroup, memcg.version2());
        boolean swapToo = "memsw".equals(kind);
        return new FiredLimit(
                level == 0 ? Scope.OWN : Scope.ANCESTOR,
                level == NOT_ON_THE_PATH ? null : memcg.pathOf(level),
                swapToo ? cgroup.swapUsage() : cgroup.usage(),
                swapToo ? cgroup.swapLimit() : cgroup.limit(),
                kind,
                false,
                level == NOT_ON_THE_PATH ? memcg.isOomGroup() : memcg.isOomGroupUpTo(level));
    }

    /**
     * The kernel does not say by which of the two counters of v1 it was; the one with less room was full. It charges
     * memory with swap first, so that one wins a draw (mm/memcontrol.c, try_charge_memcg).
     */
    private static @Nullable String kindOf(ExhaustedCgroup cgroup, boolean version2) {
        long room = roomIn(cgroup.usage(), cgroup.limit());
        long roomWithSwap = version2 ? Long.MAX_VALUE : roomIn(cgroup.swapUsage(), cgroup.swapLimit());
        if (room == Long.MAX_VALUE && roomWithSwap == Long.MAX_VALUE) {
            return null;
        }
        return roomWithSwap <= room ? "memsw" : "memory";
    }

    private static long roomIn(long usage, long limit) {
        return usage < 0 || limit < 0 ? Long.MAX_VALUE : limit - usage;
    }
}
