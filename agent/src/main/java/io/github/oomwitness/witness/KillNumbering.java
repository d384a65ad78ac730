// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.OomControl;
import io.github.oomwitness.bpf.record.TriggeringTask;
import io.github.oomwitness.finding.KillIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Says which kills belong to one decision and which to one episode. Fed with the kills in their order; no clock.
 *
 * <p>Without a probe at the decision itself the group is inferred: the kernel kills the members of an oom.group, and
 * the sharers of a victim's memory, one after the other from the same thread (mm/oom_kill.c).
 */
final class KillNumbering {
    private static final long SAME_DECISION_NANOS = 100_000_000L;
    private static final long SAME_EPISODE_NANOS = 10_000_000_000L;

    private static final int UNKNOWN_TID = -1;

    private int lastKillId;
    private int lastEpisodeId;
    private int killsInEpisode;
    private long lastTime;
    private int lastTriggerTid;
    private long lastDecisionNumber;

    KillIdentity next(KillRecord kill) {
        boolean first = lastKillId == 0;
        int triggerTid = triggerTid(kill.trigger());
        long sinceLast = kill.timeNanos() - lastTime;
        OomControl control = kill.control();
        boolean sameDecision = !first
                && (control == null
                        ? sinceLast < SAME_DECISION_NANOS
                                && triggerTid == lastTriggerTid
                                && (kill.victim().sharesVictimMemory()
                                        || kill.memcg().isOomGroup())
                        : kill.decisionNumber() == lastDecisionNumber);
        boolean sameEpisode = !first && sinceLast <= SAME_EPISODE_NANOS;
        // Whom the kernel chose may lie outside of what is witnessed: the first to be told of is a member, too, then.
        boolean groupDeath = control == null ? sameDecision : kill.victim().hostPid() != control.chosenHostPid();
        // Made before anything is remembered: where the heap is full the same kill comes once more.
        KillIdentity identity = new KillIdentity(
                sameDecision ? lastKillId : lastKillId + 1,
                !sameDecision,
                groupDeath,
                sameEpisode ? lastEpisodeId : lastEpisodeId + 1,
                sameEpisode ? killsInEpisode + 1 : 1);
        lastKillId = identity.killId();
        lastEpisodeId = identity.episodeId();
        killsInEpisode = identity.killsInEpisode();
        lastTime = kill.timeNanos();
        lastTriggerTid = triggerTid;
        lastDecisionNumber = kill.decisionNumber();
        return identity;
    }

    /** Where the trigger is unknown, kills of a group that were found together count as one decision. */
    private static int triggerTid(@Nullable TriggeringTask trigger) {
        return trigger == null ? UNKNOWN_TID : trigger.hostTid();
    }
}
