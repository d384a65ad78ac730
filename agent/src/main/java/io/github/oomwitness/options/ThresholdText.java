// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import io.github.oomwitness.pressure.Threshold;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thresholds as people write them in options: {@code 20%/30s}, a share of the limit and a time. */
final class ThresholdText {
    private static final int MOST_DIGITS = 3;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(60);

    private ThresholdText() {}

    /** Null for what is none: a share is a whole number from 1 to 100, a time is from 1 s to 60 m. */
    static @Nullable Threshold parse(String text) {
        int end = text.indexOf("%/");
        if (end < 1 || end > MOST_DIGITS || !text.chars().limit(end).allMatch(ThresholdText::isDigit)) {
            return null;
        }
        int percent = Integer.parseInt(text.substring(0, end));
        Duration time = DurationText.parse(text.substring(end + 2));
        if (percent < 1
                || percent > 100
                || time == null
                || time.compareTo(SHORTEST) < 0
                || time.compareTo(LONGEST) > 0) {
            return null;
        }
        return new Threshold(percent / 100.0, time);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
