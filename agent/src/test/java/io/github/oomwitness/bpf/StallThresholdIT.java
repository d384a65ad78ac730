// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kernel program leaves out of what it sees: held against the same load with other thresholds. */
class StallThresholdIT {
    private static final long MIB = 1L << 20;
    private static final long LIMIT = 96 * MIB;
    private static final int FILE_MIB = 512;
    private static final long MILLI = 1_000_000;
    private static final long HOUR = 3_600_000 * MILLI;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(
            value = Rung.class,
            names = {"TP_BTF", "RAW_TP"})
    void whatIsShorterIsNeitherToldNorCounted(Rung rung) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("threshold").limitTo(LIMIT)) {
            // The lowest last: it uses up what is told within a second.
            List<Round> rounds = write(cgroup, rung, HOUR, MILLI, 1);

            assertThat(rounds.get(0).seen()).isZero();
            Round longOnes = rounds.get(1);
            assertThat(longOnes.seen()).isPositive();
            assertThat(longOnes.shortest()).isGreaterThanOrEqualTo(MILLI);
            Round all = rounds.get(2);
            assertThat(all.seen()).isGreaterThan(longOnes.seen());
            assertThat(all.shortest()).isBetween(1L, MILLI - 1);
            assertThat(all.nanos()).isGreaterThanOrEqualTo(all.longest());
            assertThat(rounds).allSatisfy(round -> {
                assertThat(round.told() + round.untold()).isEqualTo(round.seen());
                assertThat(round.strangers()).isZero();
                assertThat(round.highestOrder())
                        .as("a charge is made page by page")
                        .isZero();
            });
        }
    }

    private List<Round> write(MemoryCgroup cgroup, Rung rung, long... thresholds) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StalledWriter.class.getName(),
                rung.name(),
                directory.toString(),
                directory.resolve("written").toString(),
                Integer.toString(FILE_MIB)));
        Arrays.stream(thresholds).mapToObj(Long::toString).forEach(command::add);
        Process writer = cgroup.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
        List<Round> rounds = roundsOf(writer);
        assertThat(writer.waitFor()).isZero();
        assertThat(rounds).hasSize(thresholds.length);
        return rounds;
    }

    private static List<Round> roundsOf(Process writer) throws IOException {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            return output.lines().map(Round::of).toList();
        }
    }

    /** The file written once; times in ns. */
    private record Round(
            long seen,
            long nanos,
            long untold,
            long told,
            long shortest,
            long longest,
            long strangers,
            long highestOrder) {
        static Round of(String line) {
            long[] numbers = Arrays.stream(line.split(" ", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Round(
                    numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7], numbers[8]);
        }
    }
}
