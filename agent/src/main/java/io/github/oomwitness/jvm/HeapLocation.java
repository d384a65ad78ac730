// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the heap lies, out of what {@code GC.heap_info} prints ({@code CollectedHeap::print_on}). */
final class HeapLocation {
    /** Such as [0x00000000ed400000, 0x00000000f3800000, 0x0000000100000000): start, ends of parts, end. */
    private static final Pattern SPACE = Pattern.compile("\\[0x([0-9a-f]{1,16}),[^)\\]]*0x([0-9a-f]{1,16})\\)");

    private HeapLocation() {}

    /** What all spaces together take up; null where none is named, as with ZGC. */
    static @Nullable AddressRange parse(String heapInfo) {
        Matcher space = SPACE.matcher(heapInfo);
        AddressRange all = null;
        while (space.find()) {
            long start = Long.parseUnsignedLong(space.group(1), 16);
            long end = Long.parseUnsignedLong(space.group(2), 16);
            if (Long.compareUnsigned(start, end) < 0) {
                all = all == null ? new AddressRange(start, end) : union(all, start, end);
            }
        }
        return all;
    }

    private static AddressRange union(AddressRange range, long start, long end) {
        return new AddressRange(
                Long.compareUnsigned(start, range.start()) < 0 ? start : range.start(),
                Long.compareUnsigned(end, range.end()) > 0 ? end : range.end());
    }
}
