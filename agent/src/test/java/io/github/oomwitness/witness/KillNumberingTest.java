// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.finding.KillIdentity;
import org.junit.jupiter.api.Test;

class KillNumberingTest {
    private final KillNumbering numbering = new KillNumbering();

    @Test
    void eachDecisionHasANumberOfItsOwn() {
        assertThat(numbering.next(kill(0, 5, false, false))).isEqualTo(new KillIdentity(1, true, false, 1, 1));
        assertThat(numbering.next(kill(50, 5, false, false))).isEqualTo(new KillIdentity(2, true, false, 1, 2));
    }

    @Test
    void theMembersOfAnOomGroupShareTheNumberOfTheirDecision() {
        assertThat(numbering.next(kill(0, 5, true, false)).killId()).isEqualTo(1);
        assertThat(numbering.next(kill(1, 5, true, false))).isEqualTo(new KillIdentity(1, false, true, 1, 2));
        assertThat(numbering.next(kill(2, 5, true, false))).isEqualTo(new KillIdentity(1, false, true, 1, 3));
    }

    @Test
    void aSharerOfTheVictimsMemoryBelongsToItsDecision() {
        numbering.next(kill(0, 5, false, false));

        assertThat(numbering.next(kill(0, 5, false, true))).isEqualTo(new KillIdentity(1, false, true, 1, 2));
    }

    @Test
    void anotherTriggerOrALaterTimeIsAnotherDecision() {
        numbering.next(kill(0, 5, true, false));

        assertThat(numbering.next(kill(1, 6, true, false)).killId()).isEqualTo(2);
        assertThat(numbering.next(kill(200, 6, true, false)).killId()).isEqualTo(3);
    }

    @Test
    void killsCloseTogetherAreOneEpisodeHoweverLongItLasts() {
        assertThat(numbering.next(kill(0, 1, false, false)).episodeId()).isEqualTo(1);
        assertThat(numbering.next(kill(9_000, 2, false, false)).episodeId()).isEqualTo(1);
        assertThat(numbering.next(kill(18_000, 3, false, false))).isEqualTo(new KillIdentity(3, true, false, 1, 3));
        assertThat(numbering.next(kill(29_000, 4, false, false))).isEqualTo(new KillIdentity(4, true, false, 2, 1));
    }

    @Test
    void aDecisionThatWasSeenIsOneWhateverTheTimeAndTheTrigger() {
        assertThat(numbering.next(decided(0, 5, 7)).killId()).isEqualTo(1);
        assertThat(numbering.next(decided(500, 6, 7))).isEqualTo(new KillIdentity(1, false, false, 1, 2));
        assertThat(numbering.next(decided(501, 6, 8))).isEqualTo(new KillIdentity(2, true, false, 1, 3));
    }

    @Test
    void whoWasNotChosenDiedWithTheGroupAlsoIfHeIsTheFirstToBeToldOf() {
        KillRecord member = Decisions.killBy(Decisions.of(7, 4000, null), kill(0, 5, true, false));

        assertThat(numbering.next(member)).isEqualTo(new KillIdentity(1, true, true, 1, 1));
    }

    private static KillRecord decided(long millis, int triggerTid, long number) {
        return Decisions.killBy(Decisions.of(number, 4711, null), kill(millis, triggerTid, false, false));
    }

    private static KillRecord kill(long millis, int triggerTid, boolean oomGroup, boolean sharesMemory) {
        return Kills.at(
                millis,
                triggerTid,
                sharesMemory,
                Kills.path(true, Kills.level("app", 256, 256, 0, -1, oomGroup)),
                Kills.AT_A_LIMIT);
    }
}
