// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of this JVM's address space is resident by the tags of Native Memory Tracking, in bytes: what {@code System.map} of JDK 24 and
 * later prints ({@code MemMapPrinter} in memMapPrinter.cpp). Without the tracking it prints no tags.
 *
 * @param metaspace class space included; -1 missing
 * @param collector what the collector has mapped for its own use; what it got from malloc has no tag; -1 missing
 * @param collectorIsMixed whether that includes mappings that the kernel has grown together with such of another use
 * @param codeCache code and the lists of it; -1 missing
 */
public record TaggedMemory(long metaspace, long collector, boolean collectorIsMixed, long codeCache) {
    private static final TaggedMemory MISSING = new TaggedMemory(-1, -1, false, -1);
    private static final Set<String> METASPACE = Set.of("META", "CLASS");
    private static final Set<String> COLLECTOR = Set.of("GC", "CARDTBL");
    private static final Set<String> CODE = Set.of("CODE");

    /** Every JVM has a heap: without that tag there are none. */
    private static final String HEAP = "JAVAHEAP";

    private static final int RESIDENT_COLUMN = 3;
    private static final int TAG_COLUMN = 7;

    public static TaggedMemory missing() {
        return MISSING;
    }

    public boolean isMissing() {
        return metaspace < 0;
    }

    static TaggedMemory parse(String systemMap) {
        long metaspace = 0;
        long collector = 0;
        boolean mixed = false;
        long code = 0;
        boolean tagged = false;
        for (String line : (Iterable<String>) systemMap.lines()::iterator) {
            String[] columns = line.startsWith("0x") ? line.split(" +", TAG_COLUMN + 2) : new String[0];
            if (columns.length > TAG_COLUMN) {
                Set<String> tags = new HashSet<>(List.of(columns[TAG_COLUMN].split(",", -1)));
                tagged |= tags.contains(HEAP);
                if (METASPACE.containsAll(tags)) {
                    metaspace += resident(columns);
                } else if (CODE.containsAll(tags)) {
                    code += resident(columns);
                } else if (!Collections.disjoint(COLLECTOR, tags)) {
                    collector += resident(columns);
                    mixed |= !COLLECTOR.containsAll(tags);
                }
            }
        }
        return tagged ? new TaggedMemory(metaspace, collector, mixed, code) : MISSING;
    }

    private static long resident(String[] columns) {
        try {
            return Math.max(0, Long.parseLong(columns[RESIDENT_COLUMN]));
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
