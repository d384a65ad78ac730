// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.process.ProcessReading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LikelyVictimsTest {
    private static final long MISSING = -1;

    private final ProcessReading java = process(1, "java", 100, 0, 0);
    private final ProcessReading hog = process(2, "hog", 300, 0, 0);
    private final ProcessReading shell = process(3, "sh", 1, 0, 0);

    @Test
    void whereEverybodyIsStillThereNobodyIsSuspected() {
        assertThat(LikelyVictims.between(List.of(java, hog), List.of(hog, java)))
                .isEmpty();
    }

    @Test
    void theLargestOfThoseThatHaveGoneIsTheLikeliest() {
        assertThat(LikelyVictims.between(List.of(java, shell, hog), List.of(java)))
                .containsExactly(hog, shell);
    }

    @Test
    void whatIsSwappedOutCountsAsSize() {
        ProcessReading swapped = process(4, "swapped", 10, 400, 0);

        assertThat(LikelyVictims.between(List.of(hog, swapped), List.of())).containsExactly(swapped, hog);
    }

    @Test
    void aProcessThatHasLetGoOfItsMemoryHasGoneThoughItIsListed() {
        ProcessReading dying = process(2, "hog", MISSING, MISSING, 0);

        assertThat(LikelyVictims.between(List.of(java, hog), List.of(java, dying)))
                .containsExactly(hog);
    }

    @Test
    void aZombieFromBeforeIsNobodysVictim() {
        ProcessReading zombie = process(5, "earlier", MISSING, MISSING, 0);

        assertThat(LikelyVictims.between(List.of(java, zombie), List.of(java))).isEmpty();
    }

    @Test
    void aProcessThatHidesMayBeTheVictimButIsTheLeastLikelyOne() {
        ProcessReading hidden = process(6, null, MISSING, MISSING, 0);

        assertThat(LikelyVictims.between(List.of(hidden, shell), List.of())).containsExactly(shell, hidden);
        assertThat(LikelyVictims.between(List.of(hidden), List.of(hidden))).isEmpty();
    }

    @Test
    void aPidThatIsUsedAgainDoesNotHideTheOneThatHasGone() {
        ProcessReading successor = process(2, "new", 5, 0, 1);

        assertThat(LikelyVictims.between(List.of(java, hog), List.of(java, successor)))
                .containsExactly(hog);
    }

    @Test
    void whoCameAfterTheLastLookIsNoSuspect() {
        assertThat(LikelyVictims.between(List.of(java), List.of(java, hog))).isEmpty();
    }

    private static ProcessReading process(int pid, @Nullable String name, long rss, long swap, long startTime) {
        long otherRss = rss < 0 ? MISSING : 0;
        return new ProcessReading(
                pid, 1, name, 0, startTime, null, rss, otherRss, otherRss, swap, 0, 0, 0, 0, 0, 0, 1, false, false, 0);
    }
}
