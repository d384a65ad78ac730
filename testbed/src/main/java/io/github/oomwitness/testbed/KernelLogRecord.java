// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One record of /dev/kmsg, as Documentation/ABI/testing/dev-kmsg of the kernel describes it.
 *
 * @param sequence its number, counted from boot
 * @param timestampMicros the kernel's local clock in microseconds; close to CLOCK_MONOTONIC
 * @param text the message, which may have several lines on older kernels
 */
public record KernelLogRecord(long sequence, long timestampMicros, String text) {
    private static final Pattern FORMAT =
            Pattern.compile("(\\d+),(\\d+),(\\d+),([^;\n]*);([^\n]*)(?:\n.*)?", Pattern.DOTALL);

    /** Parses what one read(2) gave; empty if it is not a record. */
    public static Optional<KernelLogRecord> parse(String record) {
        Matcher matcher = FORMAT.matcher(record);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new KernelLogRecord(
                KernelText.count(matcher.group(2)), KernelText.count(matcher.group(3)), unescape(matcher.group(5))));
    }

    /** The kernel writes each unprintable byte, the bytes of UTF-8 among them, as \x and two hexadecimal digits. */
    private static String unescape(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] source = escaped.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '\\'
                    && i + 3 < source.length
                    && source[i + 1] == 'x'
                    && isHex(source[i + 2])
                    && isHex(source[i + 3])) {
                bytes.write(Character.digit(source[i + 2], 16) << 4 | Character.digit(source[i + 3], 16));
                i += 3;
            } else {
                bytes.write(source[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(byte digit) {
        return Character.digit(digit, 16) >= 0;
    }
}
