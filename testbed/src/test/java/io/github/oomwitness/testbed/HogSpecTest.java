// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HogSpecTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void aSpecIsNotChangedByWhatIsDerivedFromIt() {
        HogSpec idle = HogSpec.named("idle");

        idle.anonMebibytes(5).growingAtFullSpeed();

        assertThat(idle.toString()).isEqualTo("hog --name idle");
    }

    @Test
    void aHogEndsByItselfAfterTheTimeGiven() throws Exception {
        try (Hog hog = HogSpec.named("brief").exitingAfter(Duration.ofMillis(1)).start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isZero();
        }
    }

    @Test
    void aHogWaitsForTheWordBeforeItGoesOn() throws Exception {
        try (Hog hog = HogSpec.named("patient")
                .waitingForGo()
                .exitingAfter(Duration.ZERO)
                .start()) {
            assertThatThrownBy(() -> hog.awaitDeath(Duration.ofMillis(50))).isInstanceOf(IllegalStateException.class);

            hog.go();

            assertThat(hog.awaitDeath(PATIENCE)).isZero();
        }
    }

    @Test
    void closingKillsIt() throws Exception {
        Hog hog = HogSpec.named("idle").sleepingThreads(3).start();

        hog.close();

        assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
    }

    @Test
    void whatTheHogRefusesIsSaidInItsWords() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> HogSpec.named("longer-than-a-comm").start())
                .withMessage("hog: --name wants 1 to 15 characters, not 'longer-than-a-comm'");
    }
}
