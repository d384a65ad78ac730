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
    /** How long to let tables rest, as a multiple of what one takes: 0.2 % of the time. */
    private static final int PAUSE_PER_TABLE_TIME = 500;

    /** Full of page cache, a cgroup does not grow while a process in it does. */
    private static final int PAUSE_PER_TABLE_TIME_NEAR_LIMIT = 200;

    private static final int PAUSE_PER_TABLE_TIME_WHILE_GROWING = 10;

    private static final long TABLE_AGE_NANOS = 1_000_000_000L;
    private static final long BETWEEN_SEARCHES_FOR_CHILDREN_NANOS = 1_000_000_000L;

    /** A process that is new and large enough to run into a limit shows in the usage by this much at least. */
    private static final long GROWTH = 4L << 20;

    private static final long NEAR_LIMIT = 4 * GROWTH;

    /** A victim leaves within milliseconds; one that waits for a lock on its way out may take longer. */
    private static final long LONGEST_DYING_NANOS = 100_000_000L;

    /** The pages of code that a thread needs to go on may have to be read from a busy disk. */
    private static final long LONGEST_NOTING_NANOS = 1_000_000_000L;

    private static final long BETWEEN_LOOKS_MILLIS = 4;
    private static final long LONGEST_TO_KILL_NANOS = 4_000_000;

    /** From the kill to the first pages that a victim of one thread gives back: 1 to 10 ms were seen. */
    private static final long USUAL_TO_RELIEF_NANOS = 4_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final OomKillCounter counter;
    private final CgroupReader cgroup;
    private final ProcessTableReader processes;
    private final GuessedKills guessed;
    private final KillListener listener;
    private final FollowUps followUps = new FollowUps();

    private ProcessTable before = ProcessTable.empty();
    private long tableCost;
    private long usageAtTable;
    private long usageBefore = -1;
    private long lastLook = System.nanoTime();
    private long lastSearch = lastLook;
    private long interval = LookInterval.NORMAL_MILLIS;
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
    }

    /** Goes through the motions once, and has a table to begin with. */
    void prepare() {
        before = readTable();
        usageAtTable = cgroup.readUsage();
        cgroup.readHeadroom();
        LikelyVictims victims = new LikelyVictims(before.largestFirst());
        victims.see(List.of());
        CgroupReading reading = cgroup.read();
        victims.gone(reading.tightestLimit().limit());
        listener.prepare(guessed.record(System.nanoTime(), null, reading, usageAtTable));
    }

    /**
     * Tells of the kills that were counted since the last look. Where there are none this allocates nothing, unless a
     * table is due.
     *
     * @param now {@link KillAlarm#wokenAt}
     * @param alarm what may have woken the caller
     * @param rang whether it has
     */
    void look(long now, KillAlarm alarm, boolean rang) throws InterruptedException {
        boolean isFollowUp = followUps.isActive(now);
        if (counter.read() > told) {
            followUps.end();
            tell(estimate(now, isFollowUp), readTable(), alarm);
        } else {
            if (rang && (alarm.ringsForOutOfMemoryOnly() || counter.ranOut())) {
                followUps.begin(now);
            }
            // Opening files takes kernel memory, which at that moment is to be had only once the victim has died.
            if (!followUps.isActive(now)) {
                alarm.forgetRingBefore(now - FollowUps.SPAN_NANOS);
                keepTable(now, alarm);
            }
        }
        lastLook = now;
    }

    /** Milliseconds after which to look again, should nothing ring until then. */
    long pauseMillis() {
        return followUps.isActive(System.nanoTime()) ? followUps.nextPause() : interval;
    }

    @Override
    public void close() {
        counter.close();
        cgroup.close();
        processes.close();
    }

    private void keepTable(long now, KillAlarm alarm) throws InterruptedException {
        if (now - lastSearch >= BETWEEN_SEARCHES_FOR_CHILDREN_NANOS) {
            lastSearch = now;
            counter.findChildren();
            alarm.watch(counter.cgroups());
        }
        long usage = cgroup.readUsage();
        long headroom = cgroup.readHeadroom();
        // Each file costs microseconds: with many cgroups below (v1) they are read more rarely.
        interval = Math.max(
                Math.min(LookInterval.LONGEST_MILLIS, counter.size()),
                LookInterval.of(
                        headroom, usage - usageBefore, (now - lastLook) / NANOS_PER_MILLI, alarm.ringsForEveryKill()));
        usageAtTable = Math.min(usageAtTable, usage);
        usageBefore = usage;
        if (isTableDue(now, usage - usageAtTable >= GROWTH, headroom >= 0 && headroom < NEAR_LIMIT)) {
            refreshTable(now, usage, alarm);
        }
    }

    private boolean isTableDue(long now, boolean grows, boolean isNearLimit) {
        long age = now - before.readAtNanos();
        if (grows) {
            return age >= tableCost * PAUSE_PER_TABLE_TIME_WHILE_GROWING;
        }
        return isNearLimit
                ? age >= tableCost * PAUSE_PER_TABLE_TIME_NEAR_LIMIT
                : age >= Math.max(TABLE_AGE_NANOS, tableCost * PAUSE_PER_TABLE_TIME);
    }

    /** A kill may fall into the reading of a table: then it is the one before that surely shows the victim. */
    private void refreshTable(long now, long usage, KillAlarm alarm) throws InterruptedException {
        ProcessTable table = readTable();
        if (counter.read() > told) {
            followUps.end();
            tell(estimate(now, false), table, alarm);
        } else {
            before = table;
            usageAtTable = usage;
        }
    }

    /**
     * Where no alarm notes the time: looks that follow upon an alarm are far apart where this thread has had to wait for
     * memory, as it has only until the kill, so that was soon after the earlier look. And one that was woken for something
     * else, and had to wait before it could look, went on when the victim's memory had begun to come back.
     */
    private long estimate(long wokenAt, boolean isFollowUp) {
        long seenAt = System.nanoTime();
        return isFollowUp
                ? lastLook + Math.min((seenAt - lastLook) / 2, LONGEST_TO_KILL_NANOS)
                : Math.max(wokenAt, seenAt - USUAL_TO_RELIEF_NANOS);
    }

    /** The thread that notes when the alarm rang may be waiting for memory longer than this one. */
    private static long ringOr(long estimate, KillAlarm alarm) {
        long deadline = System.nanoTime() + LONGEST_NOTING_NANOS;
        try {
            while (alarm.ringsForOutOfMemoryOnly()
                    && alarm.ringAt() == KillAlarm.NEVER
                    && System.nanoTime() - deadline < 0) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        } catch (InterruptedException ending) {
            // The kill is told of first.
            Thread.currentThread().interrupt();
        }
        long ring = alarm.ringAt();
        alarm.forgetRingBefore(System.nanoTime());
        return ring == KillAlarm.NEVER ? estimate : ring;
    }

    private void tell(long estimate, ProcessTable firstTable, KillAlarm alarm) throws InterruptedException {
        List<Long> detections = new ArrayList<>();
        LikelyVictims victims = new LikelyVictims(before.largestFirst());
        long detection = estimate;
        long deadline = estimate + LONGEST_DYING_NANOS;
        before = firstTable;
        CgroupReading reading = cgroup.read();
        List<ProcessReading> gone;
        boolean again = false;
        while (true) {
            for (long missing = counter.read() - told - detections.size(); missing > 0; missing--) {
                detections.add(detection);
            }
            victims.see(before.largestFirst());
            gone = victims.gone(reading.tightestLimit().limit());
            boolean enough = gone.size() >= detections.size();
            if ((again && enough) || System.nanoTime() - deadline >= 0) {
                break;
            }
            again = true;
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            detection = System.nanoTime();
            before = readTable();
        }
        told += detections.size();
        long ring = ringOr(estimate, alarm);
        // The alarm may ring and nobody be killed (memcg1_oom_notify comes first): a kill is no older than the look
        // that
        // did not count it yet.
        detections.set(0, ring - lastLook < 0 ? lastLook : ring);
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
