// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Amounts as people read them. */
public final class Amounts {
    private static final double MEBIBYTE = 1024 * 1024;

    private Amounts() {}

    /** Mebibytes with one decimal; "unknown" if empty, "no limit" for {@link Long#MAX_VALUE}. */
    public static String mebibytes(OptionalLong bytes) {
        if (bytes.isEmpty()) {
            return "unknown";
        }
        return bytes.getAsLong() == Long.MAX_VALUE ? "no limit" : mebibytes(bytes.getAsLong());
    }

    /** Mebibytes with one decimal. */
    public static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }

    /** Seconds with three decimals and a sign. */
    public static String offset(Duration sinceStart) {
        return String.format(Locale.ROOT, "%+.3f s", sinceStart.toNanos() / 1e9);
    }

    /** Milliseconds with two decimals. */
    public static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }
}
