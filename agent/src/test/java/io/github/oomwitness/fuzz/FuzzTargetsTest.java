// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.oomwitness.cgroup.CgroupFilesFuzz;
import io.github.oomwitness.cgroup.PathsFuzz;
import io.github.oomwitness.process.ProcFilesFuzz;
import io.github.oomwitness.witness.RecordFuzz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A short round of what {@code ./run fuzz} plays for minutes, without its search for new ways through the code: the texts from which it
 * starts, and some noise of which a seed makes the same each time.
 */
class FuzzTargetsTest {
    private static final int ROUNDS = 3_000;
    private static final int LONGEST = 300;

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void neitherTheFirstTextsNorNoiseFindAnything(String name, Consumer<byte[]> target) throws IOException {
        byte[] text = firstTexts(name);
        assertThatCode(() -> target.accept(text)).doesNotThrowAnyException();
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = noise(random, text);
            assertThatCode(() -> target.accept(input)).as("round " + round).doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                Arguments.of("RecordFuzz", (Consumer<byte[]>) RecordFuzz::fuzzerTestOneInput),
                Arguments.of("CgroupFilesFuzz", (Consumer<byte[]>) CgroupFilesFuzz::fuzzerTestOneInput),
                Arguments.of("PathsFuzz", (Consumer<byte[]>) PathsFuzz::fuzzerTestOneInput),
                Arguments.of("ProcFilesFuzz", (Consumer<byte[]>) ProcFilesFuzz::fuzzerTestOneInput));
    }

    /** Half of it all noise, half of it the text with some bytes changed. */
    private static byte[] noise(Random random, byte[] text) {
        if (random.nextBoolean()) {
            byte[] noise = new byte[random.nextInt(LONGEST)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] changed = text.clone();
        for (int change = 0; change < 8 && changed.length > 0; change++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static byte[] firstTexts(String target) throws IOException {
        try (InputStream text = FuzzTargetsTest.class.getResourceAsStream("/fuzz/" + target + "/first")) {
            return text == null ? target.getBytes(StandardCharsets.UTF_8) : text.readAllBytes();
        }
    }
}
