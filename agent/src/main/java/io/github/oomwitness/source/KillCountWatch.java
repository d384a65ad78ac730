// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.cgroup.CgroupReader;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.OomKillCounter;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.process.ProcessTable;
import io.github.oomwitness.process.ProcessTableReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the count of kills, and keeps a table of the processes from before the next one, because a victim is in no
 * file any more when its kill is counted. For one thread.
 */
final class KillCountWatch implements AutoCloseable {
    /** How long to let tables rest, as a multiple of what one takes: 0.2 % of the time, and 10 % while something grows. */
    private static final int PAUSE_PER_TABLE_TIME = 500;

    private static final int PAUSE_PER_TABLE_TIME_WHILE_GROWING = 10;

    private static final long TABLE_AGE_NANOS = 1_000_000_000L;

    /** A process that is new and large enough to run into a limit shows in the usage by this much at least. */
    private static final long GROWTH = 4L << 20;

    /** A victim leaves within milliseconds; one that waits for a lock on its way out may take longer. */
    private static final long LONGEST_DYING_NANOS = 100_000_000L;

    private static final long BETWEEN_LOOKS_MILLIS = 4;

    private final OomKillCounter counter;
    private final CgroupReader cgroup;
    private final ProcessTableReader processes;
    private final GuessedKills guessed;
    private final KillListener listener;

    private ProcessTable before;
    private long tableCost;
    private long usageAtTable;
    private long usageBefore = -1;
    private long told;

    KillCountWatch(
            OomKillCounter counter,
            CgroupReader cgroup,
            ProcessTableReader processes,
            GuessedKills guessed,
            KillListener listener) {
        this.counter = counter;
        this.cgroup = cgroup;
        this.processes = processes;
        this.guessed = guessed;
        this.listener = listener;
        this.before = ProcessTable.empty();
    }

    /** Goes through the motions once, and has a table to begin with. */
    void prepare() {
        before = readTable();
        usageAtTable = cgroup.readUsage();
        listener.prepare(guessed.record(System.nanoTime(), null, cgroup.read(), usageAtTable));
    }

    /** Tells of the kills that were counted since the last look. Where there are none this allocates nothing. */
    void look() throws InterruptedException {
        if (counter.read() > told) {
            tellFrom(before);
            return;
        }
        long usage = cgroup.readUsage();
        usageAtTable = Math.min(usageAtTable, usage);
        usageBefore = usage;
        if (isTableDue(usage)) {
            refreshTable(usage);
        }
    }

    @Override
    public void close() {
        counter.close();
        cgroup.close();
        processes.close();
    }

    private boolean isTableDue(long usage) {
        long age = System.nanoTime() - before.readAtNanos();
        boolean grows = usage - usageAtTable >= GROWTH;
        return grows
                ? age >= tableCost * PAUSE_PER_TABLE_TIME_WHILE_GROWING
                : age >= Math.max(TABLE_AGE_NANOS, tableCost * PAUSE_PER_TABLE_TIME);
    }

    /** A kill may fall into the reading of a table: then it is the one before that shows the victim. */
    private void refreshTable(long usage) throws InterruptedException {
        if (System.nanoTime() - before.readAtNanos() >= TABLE_AGE_NANOS) {
            counter.findChildren();
        }
        ProcessTable table = readTable();
        if (counter.read() > told) {
            tellFrom(before);
        } else {
            before = table;
            usageAtTable = usage;
        }
    }

    private void tellFrom(ProcessTable lastBefore) throws InterruptedException {
        List<Long> detections = new ArrayList<>();
        long deadline = System.nanoTime() + LONGEST_DYING_NANOS;
        CgroupReading reading = cgroup.read();
        List<ProcessReading> gone;
        boolean again = false;
        while (true) {
            long now = System.nanoTime();
            for (long missing = counter.read() - told - detections.size(); missing > 0; missing--) {
                detections.add(now);
            }
            before = readTable();
            gone = LikelyVictims.between(lastBefore.largestFirst(), before.largestFirst());
            boolean enough = gone.size() >= detections.size();
            if ((again && enough) || now - deadline >= 0) {
                break;
            }
            again = true;
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        told += detections.size();
        for (int index = 0; index < detections.size(); index++) {
            ProcessReading victim = index < gone.size() ? gone.get(index) : null;
            listener.onKill(guessed.record(detections.get(index), victim, reading, usageBefore));
        }
        usageAtTable = cgroup.readUsage();
        usageBefore = usageAtTable;
    }

    private ProcessTable readTable() {
        long start = System.nanoTime();
        ProcessTable table = processes.readWithoutCommandLines();
        tableCost = System.nanoTime() - start;
        return table;
    }
}
