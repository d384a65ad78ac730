// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.KilledProcess;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.FiredLimit.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Concludes which limit fired where the kernel program sees the death and not the decision: the trigger's stack tells a
 * cgroup's limit from a machine without memory, and the level that has the least room left is the one that was full.
 * Where only the cgroup's files told of the kill there is no stack, and the usage is from just after the death.
 */
final class FiredLimitInference {
    private static final String MEMCG_FUNCTION = "mem_cgroup_out_of_memory";
    private static final String MACHINE_FUNCTION = "out_of_memory";

    /** Room that other processors may have made since: without a stack, a level with more of it was not full. */
    private static final long ROOM_OF_A_FULL_CGROUP = 2L << 20;

    private FiredLimitInference() {}

    static FiredLimit of(KillRecord kill) {
        Scope said = scopeSaidBy(kill.kernelStack());
        if (said == Scope.MACHINE) {
            return new FiredLimit(Scope.MACHINE, null, -1, MemcgLevel.UNKNOWN_LIMIT, null, true, false);
        }
        Candidate fullest = fullestLevel(kill.memcg());
        boolean isFull = fullest != null && (said != Scope.UNKNOWN || fullest.room() <= roomOfAFullCgroup(kill));
        if (fullest == null || !isFull) {
            return new FiredLimit(Scope.UNKNOWN, null, -1, MemcgLevel.UNKNOWN_LIMIT, null, true, false);
        }
        return new FiredLimit(
                fullest.level() == 0 ? Scope.OWN : Scope.ANCESTOR,
                kill.memcg().pathOf(fullest.level()),
                fullest.usage(),
                fullest.limit(),
                fullest.kind(),
                true,
                kill.memcg().isOomGroupUpTo(fullest.level()));
    }

    /** Usage that was read after the death lacks what the victim has given back by then. */
    private static long roomOfAFullCgroup(KillRecord kill) {
        KilledProcess victim = kill.victim();
        long given = kill.victimIsGuess()
                ? Math.max(0, victim.anonRss()) + Math.max(0, victim.fileRss()) + Math.max(0, victim.shmemRss())
                : 0;
        return ROOM_OF_A_FULL_CGROUP + given;
    }

    /** OWN stands for any cgroup's limit here; UNKNOWN where the stack says nothing. */
    private static Scope scopeSaidBy(List<String> stack) {
        boolean machine = false;
        for (String frame : stack) {
            if (frame.startsWith(MEMCG_FUNCTION)) {
                return Scope.OWN;
            }
            machine |= frame.startsWith(MACHINE_FUNCTION + "+");
        }
        return machine ? Scope.MACHINE : Scope.UNKNOWN;
    }

    private static @Nullable Candidate fullestLevel(MemcgPath memcg) {
        Candidate fullest = null;
        for (int index = 0; index < memcg.levels().size(); index++) {
            MemcgLevel level = memcg.levels().get(index);
            if (!memcg.version2()) {
                fullest = fullerOf(fullest, new Candidate(index, level.swapUsage(), level.swapLimit(), "memsw"));
            }
            fullest = fullerOf(fullest, new Candidate(index, level.usage(), level.limit(), "memory"));
        }
        return fullest;
    }

    /**
     * The earlier one wins a draw. The kernel charges from the bottom up, memory with swap before memory alone, and stops
     * where it fails first (mm/memcontrol.c, try_charge_memcg).
     */
    private static @Nullable Candidate fullerOf(@Nullable Candidate fullest, Candidate other) {
        if (other.usage() < 0 || other.limit() < 0) {
            return fullest;
        }
        return fullest == null || other.room() < fullest.room() ? other : fullest;
    }

    private record Candidate(int level, long usage, long limit, String kind) {
        long room() {
            return limit - usage;
        }
    }
}
