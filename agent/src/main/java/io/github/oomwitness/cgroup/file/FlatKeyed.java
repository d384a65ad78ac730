// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

import java.util.Arrays;

/**
 * The "flat keyed" format of the kernel's cgroup v2 document: lines of a key, a space and a count. Keys that are not
 * asked for are skipped (newer kernels have more), keys that are not there stay missing (older ones have fewer).
 */
public final class FlatKeyed {
    /** A count that the file does not give. */
    public static final long MISSING = -1;

    private final KeyTable keys;

    public FlatKeyed(String... keys) {
        this.keys = KeyTable.of(keys);
    }

    /** An array that {@link #parse} can fill, with every value missing. */
    public long[] newValues() {
        long[] values = new long[keys.size()];
        Arrays.fill(values, MISSING);
        return values;
    }

    /**
     * Fills {@code values} in the order of the keys. A value that is no count (text, negative, beyond a {@code long})
     * and a text that is empty or cut off are faults.
     */
    public void parse(FileText text, long[] values, Faults faults) {
        Arrays.fill(values, MISSING);
        if (text.isEmpty() || text.isCutOff()) {
            faults.add();
        }
        text.rewind();
        while (text.nextLine()) {
            if (text.nextWord()) {
                int index = keys.find(text);
                if (index != KeyTable.NOT_FOUND) {
                    values[index] = restAsCount(text, faults);
                }
            }
        }
    }

    private static long restAsCount(FileText text, Faults faults) {
        text.nextWord();
        long value = text.wordAsLong();
        if (value < 0 || value == FileText.TOO_LARGE || text.nextWord()) {
            faults.add();
            return MISSING;
        }
        return value;
    }
}
