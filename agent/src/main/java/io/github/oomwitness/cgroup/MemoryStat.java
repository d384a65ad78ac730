// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.util.Arrays;
import java.util.Map;

/** What a cgroup's memory is used for ({@code memory.stat}), the cgroup and all below it together. Immutable. */
public final class MemoryStat {
    private static final int SIZE = MemoryStatField.values().length;
    private static final MemoryStat MISSING = of(Map.of());

    private final long[] values;

    private MemoryStat(long[] values) {
        this.values = values;
    }

    public static MemoryStat missing() {
        return MISSING;
    }

    /** The fields that are not in the map are missing. */
    public static MemoryStat of(Map<MemoryStatField, Long> fields) {
        long[] values = new long[SIZE];
        Arrays.fill(values, CgroupReading.MISSING);
        fields.forEach((field, value) -> values[field.index()] = value);
        return new MemoryStat(values);
    }

    /** Takes the first values, which are in the order of the fields. */
    static MemoryStat copyOf(long[] values) {
        return new MemoryStat(Arrays.copyOf(values, SIZE));
    }

    /** Bytes, or a count where the field is one; -1 missing. */
    public long get(MemoryStatField field) {
        return values[field.index()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemoryStat stat && Arrays.equals(values, stat.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("MemoryStat[");
        for (MemoryStatField field : MemoryStatField.values()) {
            text.append(field.index() == 0 ? "" : ", ")
                    .append(field)
                    .append('=')
                    .append(get(field));
        }
        return text.append(']').toString();
    }
}
