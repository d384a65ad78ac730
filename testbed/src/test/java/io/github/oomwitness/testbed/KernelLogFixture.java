// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What real kernels printed, in src/test/resources/kernel-log: .kmsg as /dev/kmsg gives it, .txt as people quote it. */
final class KernelLogFixture {
    private KernelLogFixture() {}

    static List<KernelKill> killsIn(String file) {
        return kills(records(file));
    }

    static List<KernelKill> kills(List<KernelLogRecord> records) {
        KernelLogParser parser = new KernelLogParser();
        return records.stream()
                .flatMap(record -> parser.accept(record).stream())
                .toList();
    }

    static List<KernelLogRecord> records(String file) {
        return file.endsWith(".kmsg")
                ? text(file)
                        .lines()
                        .map(KernelLogRecord::parse)
                        .flatMap(Optional::stream)
                        .toList()
                : numbered(text(file).lines().toList());
    }

    /** Records of these lines, a microsecond apart. */
    static List<KernelLogRecord> numbered(List<String> lines) {
        List<KernelLogRecord> records = new ArrayList<>();
        for (String line : lines) {
            records.add(new KernelLogRecord(records.size(), records.size(), line));
        }
        return records;
    }

    private static String text(String file) {
        try (InputStream stream = KernelLogFixture.class.getResourceAsStream("/kernel-log/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException("No fixture is called " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
