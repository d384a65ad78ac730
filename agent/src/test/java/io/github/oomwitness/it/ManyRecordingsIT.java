// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings come and go in a JVM that lives for long. */
class ManyRecordingsIT {
    private static final int RECORDINGS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void twentyOfThemCostNoMoreThanOneAndEachSaysHowTheAgentStands(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = WitnessedJvm.with(jdk)
                        .flags("--enable-native-access=ALL-UNNAMED")
                        .start()
                        .awaitWitness();
                Recordings recordings = new Recordings(jdk, jvm)) {
            record(recordings, 1);
            record(recordings, 2);
            Footprint first = Footprint.of(jvm.pid());
            LoadedClasses classes = LoadedClasses.of(jdk, jvm);
            for (int number = 3; number <= RECORDINGS; number++) {
                record(recordings, number);
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                Footprint now = Footprint.of(jvm.pid());
                assertThat(now.files()).containsExactlyInAnyOrderElementsOf(first.files());
                assertThat(now.sockets())
                        .hasSizeLessThanOrEqualTo(first.sockets().size());
                assertThat(now.javaThreads()).containsExactlyInAnyOrderElementsOf(first.javaThreads());
            });
            LoadedClasses.of(jdk, jvm).assertNoGrowthSince(classes, RECORDINGS - 2);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static void record(Recordings recordings, int number) throws Exception {
        String name = "recording-" + number;
        recordings.start(name);
        await().atMost(PATIENCE).until(() -> recordings.count(name, "oomwitness.WitnessStatus") >= 1);
        recordings.stop(name);
    }
}
