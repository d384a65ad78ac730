// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

/**
 * What belongs together.
 *
 * @param killId one number for each decision of the kernel, from 1; all members of an oom.group share it
 * @param firstOfDecision whether no other kill by this decision has been told yet
 * @param groupDeath whether this process died only as a member of such a group, or for sharing the victim's memory
 * @param episodeId one number for kills that follow each other closely, from 1
 * @param killsInEpisode so far, this one included
 */
public record KillIdentity(
        int killId, boolean firstOfDecision, boolean groupDeath, int episodeId, int killsInEpisode) {}
