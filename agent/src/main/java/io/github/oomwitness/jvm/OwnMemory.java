// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import io.github.oomwitness.cgroup.file.FileText;
import java.nio.charset.StandardCharsets;

/**
 * What the kernel says this JVM's process holds ({@code /proc/self/status}).
 *
 * @param resident bytes of all kinds; -1 missing
 * @param anonymous resident bytes without a file behind them; -1 missing
 * @param threads -1 missing
 */
public record OwnMemory(long resident, long anonymous, int threads) {
    private static final OwnMemory MISSING = new OwnMemory(-1, -1, -1);
    private static final byte[] RESIDENT = "VmRSS:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANONYMOUS = "RssAnon:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] THREADS = "Threads:".getBytes(StandardCharsets.US_ASCII);
    private static final long LARGEST_KIBIBYTES = Long.MAX_VALUE / 1024;

    public static OwnMemory missing() {
        return MISSING;
    }

    /** Parses what {@code proc_pid_status} writes; what it does not find is missing. */
    static OwnMemory parse(FileText text) {
        long resident = -1;
        long anonymous = -1;
        int threads = -1;
        text.rewind();
        while (text.nextLine()) {
            text.nextWord();
            if (text.wordIs(RESIDENT)) {
                resident = kibibytes(text);
            } else if (text.wordIs(ANONYMOUS)) {
                anonymous = kibibytes(text);
            } else if (text.wordIs(THREADS)) {
                text.nextWord();
                long count = text.wordAsLong();
                threads = count < 0 || count > Integer.MAX_VALUE ? -1 : (int) count;
            }
        }
        return new OwnMemory(resident, anonymous, threads);
    }

    private static long kibibytes(FileText text) {
        text.nextWord();
        long count = text.wordAsLong();
        return count < 0 || count > LARGEST_KIBIBYTES ? -1 : count * 1024;
    }
}
