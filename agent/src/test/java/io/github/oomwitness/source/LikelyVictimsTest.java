// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.process.ProcessReading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LikelyVictimsTest {
    private static final long MISSING = -1;
    private static final long LIMIT = 400;

    private final ProcessReading java = process(1, "java", 100, 0, 0);
    private final ProcessReading hog = process(2, "hog", 300, 0, 0);
    private final ProcessReading shell = process(3, "sh", 1, 0, 0);

    @Test
    void whereEverybodyIsStillThereNobodyIsSuspected() {
        assertThat(between(List.of(java, hog), List.of(hog, java))).isEmpty();
    }

    @Test
    void theLargestOfThoseThatHaveGoneIsTheLikeliest() {
        assertThat(between(List.of(java, shell, hog), List.of(java))).containsExactly(hog, shell);
    }

    @Test
    void whatIsSwappedOutCountsAsSize() {
        ProcessReading swapped = process(4, "swapped", 10, 400, 0);

        assertThat(between(List.of(hog, swapped), List.of())).containsExactly(swapped, hog);
    }

    @Test
    void aProcessThatHasLetGoOfItsMemoryHasGoneThoughItIsListed() {
        ProcessReading dying = process(2, "hog", MISSING, MISSING, 0);

        assertThat(between(List.of(java, hog), List.of(java, dying))).containsExactly(hog);
    }

    @Test
    void aZombieFromBeforeIsNobodysVictim() {
        ProcessReading zombie = process(5, "earlier", MISSING, MISSING, 0);

        assertThat(between(List.of(java, zombie), List.of(java))).isEmpty();
    }

    @Test
    void aProcessThatHidesMayBeTheVictimButIsTheLeastLikelyOne() {
        ProcessReading hidden = process(6, null, MISSING, MISSING, 0);

        assertThat(between(List.of(hidden, shell), List.of())).containsExactly(shell, hidden);
        assertThat(between(List.of(hidden), List.of(hidden))).isEmpty();
    }

    @Test
    void aPidThatIsUsedAgainDoesNotHideTheOneThatHasGone() {
        ProcessReading successor = process(2, "new", 5, 0, 1);

        assertThat(between(List.of(java, hog), List.of(java, successor))).containsExactly(hog);
    }

    @Test
    void whoCameAfterTheLastLookAndLivesIsNoSuspect() {
        assertThat(between(List.of(java), List.of(java, hog))).isEmpty();
    }

    @Test
    void whoIsFirstMetOnItsWayOutIsASuspect() {
        ProcessReading dying = process(7, "young", MISSING, MISSING, 0);

        assertThat(between(List.of(java), List.of(java, dying))).containsExactly(dying);
    }

    @Test
    void whoCameAndWentBetweenTwoLooksThatBothCameAfterTheKillIsASuspect() {
        LikelyVictims victims = new LikelyVictims(List.of(java));
        victims.see(List.of(java, hog));
        assertThat(victims.gone(LIMIT)).isEmpty();
        victims.see(List.of(java));

        assertThat(victims.gone(LIMIT)).containsExactly(hog);
    }

    @Test
    void whoIsToBeKilledFirstIsLikelierThanALargerOneThatEndsByItself() {
        ProcessReading meek = adjusted(8, 20, 1000);

        assertThat(between(List.of(hog, meek), List.of())).containsExactly(meek, hog);
    }

    @Test
    void whoMustNotBeKilledIsTheLeastLikelyOne() {
        ProcessReading untouchable = adjusted(9, 900, -1000);

        assertThat(between(List.of(untouchable, shell), List.of())).containsExactly(shell, untouchable);
    }

    @Test
    void withoutALimitTheScoreDoesNotCount() {
        ProcessReading meek = adjusted(8, 20, 1000);
        LikelyVictims victims = new LikelyVictims(List.of(hog, meek));
        victims.see(List.of());

        assertThat(victims.gone(-2)).containsExactly(hog, meek);
    }

    private static List<ProcessReading> between(List<ProcessReading> before, List<ProcessReading> now) {
        LikelyVictims victims = new LikelyVictims(before);
        victims.see(now);
        return victims.gone(LIMIT);
    }

    private static ProcessReading adjusted(int pid, long rss, int oomScoreAdj) {
        return new ProcessReading(
                pid, 1, "adjusted", 0, 0, null, rss, 0, 0, 0, 0, 0, 0, 0, 0, oomScoreAdj, 1, false, false, 0);
    }

    private static ProcessReading process(int pid, @Nullable String name, long rss, long swap, long startTime) {
        long otherRss = rss < 0 ? MISSING : 0;
        return new ProcessReading(
                pid, 1, name, 0, startTime, null, rss, otherRss, otherRss, swap, 0, 0, 0, 0, 0, 0, 1, false, false, 0);
    }
}
