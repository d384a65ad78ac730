// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import java.nio.charset.StandardCharsets;

/** Files of one line with one value. What is none is a fault. */
final class SingleValue {
    /**
     * No machine has as much memory. v1 says "no limit" with the largest multiple of the page size that fits its
     * counter (PAGE_COUNTER_MAX), which depends on the page size; 64-bit words of older kernels are larger still.
     */
    static final long LARGEST_LIMIT = 1L << 60;

    private static final byte[] MAX = "max".getBytes(StandardCharsets.US_ASCII);

    private SingleValue() {}

    /** A count, 0 or more; -1 where there is none. */
    static long parseCount(FileText text, Faults faults) {
        if (startsOneValue(text)) {
            long value = text.wordAsLong();
            if (value >= 0 && value != FileText.TOO_LARGE && endsOneValue(text)) {
                return value;
            }
        }
        faults.add();
        return CgroupReading.MISSING;
    }

    /** A limit in bytes; -1 for none, -2 where the text is no limit. */
    static long parseLimit(FileText text, Faults faults) {
        if (startsOneValue(text)) {
            long value = text.wordIs(MAX) ? LARGEST_LIMIT : text.wordAsLong();
            if (value >= 0 && endsOneValue(text)) {
                return value >= LARGEST_LIMIT ? CgroupReading.NO_LIMIT : value;
            }
        }
        faults.add();
        return CgroupReading.UNKNOWN_LIMIT;
    }

    /** A protection in bytes, {@code Long.MAX_VALUE} for "max"; -1 where the text is none. */
    static long parseProtection(FileText text, Faults faults) {
        long value = parseLimit(text, faults);
        if (value == CgroupReading.UNKNOWN_LIMIT) {
            return CgroupReading.MISSING;
        }
        return value == CgroupReading.NO_LIMIT ? Long.MAX_VALUE : value;
    }

    private static boolean startsOneValue(FileText text) {
        text.rewind();
        return text.nextLine() && text.nextWord();
    }

    private static boolean endsOneValue(FileText text) {
        return !text.nextWord() && !text.nextLine() && !text.isCutOff();
    }
}
