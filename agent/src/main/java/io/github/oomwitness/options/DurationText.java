// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Times as people write them in options: a whole number with ms, s or m. */
final class DurationText {
    private static final int LONGEST_NUMBER = 9;

    private DurationText() {}

    /** Null for what is no time; a number without a unit is none. */
    static @Nullable Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > LONGEST_NUMBER) {
            return null;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits).trim()) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> null;
        };
    }
}
