// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import java.util.Base64;

/** What is sent to the converter. */
final class Documents {
    static final String ORDINARY = """
            # Minutes of Tuesday

            Present: **Ada**, *Grace*, and `cron`.

            - the quarterly report is late
            - the [archive](https://example.com/archive) is full

            > Somebody should look at the memory of the converter.
            """;

    /** A tile of two by two pixels, which the converter blows up to 4 MiB. */
    private static final String PATTERN = Base64.getEncoder().encodeToString(new byte[] {
        (byte) 0xd0,
        0x40,
        0x30,
        -1,
        (byte) 0xf0,
        (byte) 0xe0,
        (byte) 0xc0,
        -1,
        0x20,
        0x60,
        (byte) 0xa0,
        -1,
        0x10,
        0x10,
        0x10,
        -1
    });

    private Documents() {}

    /** A catalogue with this many pictures. */
    static String withImages(int count) {
        StringBuilder document = new StringBuilder("# The catalogue\n\n");
        for (int number = 1; number <= count; number++) {
            document.append("![Figure %d](data:image/x-pattern;base64,%s)\n\n".formatted(number, PATTERN));
        }
        return document.toString();
    }
}
