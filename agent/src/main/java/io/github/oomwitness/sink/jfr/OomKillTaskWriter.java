// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.bpf.record.Decision;
import io.github.oomwitness.bpf.record.KilledProcess;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.bpf.record.OomControl;
import io.github.oomwitness.events.OomKillTask;
import io.github.oomwitness.finding.FiredLimit.Scope;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.process.ProcessReading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The task table of a kill: the victim as the kernel saw it die, and the others as the newest sample has them. The table
 * is that of one decision, so only its first kill carries it.
 */
final class OomKillTaskWriter {
    private static final int MOST_ROWS = 64;

    private OomKillTaskWriter() {}

    static List<OomKillTask> eventsOf(Kill kill, int ownPid) {
        List<OomKillTask> rows = new ArrayList<>();
        rows.add(rowOfVictim(kill, ownPid));
        if (!kill.identity().firstOfDecision() || !couldHaveBeenOneOfOurs(kill)) {
            return rows;
        }
        for (ProcessReading process : kill.sample().processes().largestFirst()) {
            if (rows.size() == MOST_ROWS) {
                break;
            }
            if (process.pid() != kill.record().victim().pid()) {
                rows.add(rowOf(process, kill, ownPid));
            }
        }
        return rows;
    }

    /** The process table is that of this JVM's cgroup: with a wider scope there are kills that have nothing to do with it. */
    private static boolean couldHaveBeenOneOfOurs(Kill kill) {
        MemcgPath own = kill.sample().kernel();
        if (own == null
                || kill.isOfOwnCgroup()
                || kill.limit().scope() == Scope.MACHINE
                || kill.limit().scope() == Scope.NODES) {
            return true;
        }
        String exhausted = kill.limit().cgroup();
        return exhausted != null && (exhausted.equals("/") || (own.path() + "/").startsWith(exhausted + "/"));
    }

    private static OomKillTask rowOfVictim(Kill kill, int ownPid) {
        KilledProcess victim = kill.record().victim();
        ProcessReading before = kill.victimBefore();
        OomKillTask row = new OomKillTask();
        row.killId = kill.identity().killId();
        row.pid = victim.pid();
        row.hostPid = victim.hostPid();
        row.name = victim.name();
        row.uid = (int) victim.uid();
        row.totalVm = victim.totalVm();
        row.anonRss = victim.anonRss();
        row.fileRss = victim.fileRss();
        row.shmemRss = victim.shmemRss();
        row.pageTables = victim.pageTables();
        row.swap = victim.swap();
        row.oomScoreAdj = victim.oomScoreAdj();
        row.threads = before == null ? row.threads : before.threads();
        row.growth = kill.victimGrowth();
        row.isVictim = true;
        writePoints(row, kill.record().decision());
        row.isThisJvm = victim.pid() == ownPid;
        return row;
    }

    private static OomKillTask rowOf(ProcessReading process, Kill kill, int ownPid) {
        OomKillTask row = new OomKillTask();
        row.killId = kill.identity().killId();
        row.pid = process.pid();
        row.name = process.name();
        row.uid = process.uid();
        row.totalVm = process.totalVm();
        row.anonRss = process.anonRss();
        row.fileRss = process.fileRss();
        row.shmemRss = process.shmemRss();
        row.pageTables = process.pageTables();
        row.swap = process.swap();
        row.oomScoreAdj = process.oomScoreAdj();
        row.threads = process.threads();
        row.growth = process.growth();
        row.isThisJvm = process.pid() == ownPid;
        writePoints(row, kill.record().decision());
        return row;
    }

    /** Of the chosen one the kernel's own, of the others reckoned from their row as the kernel does. */
    private static void writePoints(OomKillTask row, @Nullable Decision decision) {
        OomControl control = decision == null ? null : decision.control();
        if (control == null || !control.counted(row.oomScoreAdj)) {
            return;
        }
        if (row.isVictim && control.chose(row.hostPid)) {
            row.oomPoints = Count.of(control.chosenPoints());
        } else if (row.anonRss >= 0 && row.fileRss >= 0 && row.shmemRss >= 0 && row.swap >= 0 && row.pageTables >= 0) {
            long resident = row.anonRss + row.fileRss + row.shmemRss;
            row.oomPoints = Count.of(control.points(resident, row.swap, row.pageTables, row.oomScoreAdj));
        }
    }
}
