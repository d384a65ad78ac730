// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.KilledProcess;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.bpf.record.ProcessStart;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.process.ProcessReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a record out of what files told: without a trigger, without a stack, and with a victim that is a guess. */
final class GuessedKills {
    private static final int UNKNOWN = -1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CgroupLocation location;
    private final String hostName;

    GuessedKills(CgroupLocation location, String hostName) {
        this.location = location;
        this.hostName = hostName;
    }

    /**
     * One kill.
     *
     * @param detectedAt {@link System#nanoTime()}
     * @param victim as it was last seen alive; null where nobody is missing
     * @param cgroup right after the detection
     * @param usageBefore bytes that the cgroup was last seen to use before
     */
    KillRecord record(long detectedAt, @Nullable ProcessReading victim, CgroupReading cgroup, long usageBefore) {
        MemcgPath memcg = VisibleMemcgPath.of(location, cgroup, usageBefore);
        return new KillRecord(
                detectedAt,
                victim == null ? nobody() : killed(victim, detectedAt),
                ProcessStart.unseen(),
                null,
                memcg,
                protection(cgroup.low()),
                cgroup.high(),
                cgroup.localEvents().max(),
                UNKNOWN,
                UNKNOWN,
                hostName,
                List.of(),
                false,
                UNKNOWN,
                0,
                null);
    }

    private static KilledProcess killed(ProcessReading victim, long detectedAt) {
        String name = victim.name();
        return new KilledProcess(
                victim.pid(),
                UNKNOWN,
                victim.isNamespaceInit() ? 1 : UNKNOWN,
                victim.isNamespaceInit() ? 1 : 0,
                UNKNOWN,
                victim.parentPid(),
                UNKNOWN,
                name == null ? "" : name,
                victim.uid(),
                startNanos(victim.startTime(), detectedAt),
                victim.oomScoreAdj(),
                victim.anonRss(),
                victim.fileRss(),
                victim.shmemRss(),
                victim.swap(),
                victim.pageTables(),
                victim.totalVm(),
                victim.minorFaults(),
                victim.majorFaults(),
                true,
                false);
    }

    private static KilledProcess nobody() {
        return new KilledProcess(
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                0,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                "",
                UNKNOWN,
                UNKNOWN,
                Integer.MIN_VALUE,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                true,
                false);
    }

    private static long startNanos(long startTime, long detectedAt) {
        return startTime == Long.MIN_VALUE
                ? UNKNOWN
                : detectedAt - (System.currentTimeMillis() - startTime) * NANOS_PER_MILLI;
    }

    /** Written like a limit: all of it is -1, unknown is -2. */
    private static long protection(long low) {
        if (low == Long.MAX_VALUE) {
            return MemcgLevel.NO_LIMIT;
        }
        return low < 0 ? MemcgLevel.UNKNOWN_LIMIT : low;
    }
}
