// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.finding.KillIdentity;

/**
 * Says which kills belong to one decision and which to one episode. Fed with the kills in their order; no clock.
 *
 * <p>Without a probe at the decision itself the group is inferred: the kernel kills the members of an oom.group, and
 * the sharers of a victim's memory, one after the other from the same thread (mm/oom_kill.c).
 */
final class KillNumbering {
    private static final long SAME_DECISION_NANOS = 100_000_000L;
    private static final long SAME_EPISODE_NANOS = 10_000_000_000L;

    private int lastKillId;
    private int lastEpisodeId;
    private int killsInEpisode;
    private long lastTime;
    private int lastTriggerTid;

    KillIdentity next(KillRecord kill) {
        boolean first = lastKillId == 0;
        long sinceLast = kill.timeNanos() - lastTime;
        boolean sameDecision = !first
                && sinceLast < SAME_DECISION_NANOS
                && kill.trigger().hostTid() == lastTriggerTid
                && (kill.victim().sharesVictimMemory() || isInOomGroup(kill));
        if (!sameDecision) {
            lastKillId++;
        }
        if (first || sinceLast > SAME_EPISODE_NANOS) {
            lastEpisodeId++;
            killsInEpisode = 0;
        }
        killsInEpisode++;
        lastTime = kill.timeNanos();
        lastTriggerTid = kill.trigger().hostTid();
        return new KillIdentity(lastKillId, sameDecision, lastEpisodeId, killsInEpisode);
    }

    private static boolean isInOomGroup(KillRecord kill) {
        for (MemcgLevel level : kill.memcg().levels()) {
            if (level.oomGroup()) {
                return true;
            }
        }
        return false;
    }
}
