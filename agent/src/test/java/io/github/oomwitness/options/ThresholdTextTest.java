// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.pressure.Threshold;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTextTest {
    @Test
    void aThresholdIsAShareOfTheLimitAndATime() {
        assertThat(ThresholdText.parse("20%/30s")).isEqualTo(new Threshold(0.2, Duration.ofSeconds(30)));
        assertThat(ThresholdText.parse("100%/5m")).isEqualTo(new Threshold(1, Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "20%", "30s", "20/30s", "20%/30", "0%/30s", "101%/30s", "2.5%/30s", "20%/500ms", "-5%/30s"})
    void whatIsNoneIsRefused(String text) {
        assertThat(ThresholdText.parse(text)).isNull();
    }
}
