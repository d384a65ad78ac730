// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.text;

/** Amounts of memory for a person: binary units, one decimal where it tells something. */
public final class ByteText {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private ByteText() {}

    /** Such as {@code 21.5 MiB}; "unknown" for a negative number. */
    public static String of(long bytes) {
        if (bytes < 0) {
            return "unknown";
        }
        int unit = 0;
        long divisor = 1;
        while (unit < UNITS.length - 1 && bytes / divisor >= 1024) {
            divisor *= 1024;
            unit++;
        }
        long tenths = Math.round(bytes * 10.0 / divisor);
        boolean whole = unit == 0 || tenths % 10 == 0;
        return tenths / 10 + (whole ? "" : "." + tenths % 10) + " " + UNITS[unit];
    }
}
