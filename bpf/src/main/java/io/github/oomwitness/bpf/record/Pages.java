// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * From the kernel's pages to bytes.
 *
 * @param size bytes in a page
 */
record Pages(int size) {
    private static final long NOT_AVAILABLE = -1;

    Pages {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a page of " + size + " bytes is no power of two");
        }
    }

    /** Bytes; -1 for what the kernel does not have. */
    long amount(long pages) {
        return pages < 0 ? NOT_AVAILABLE : Math.multiplyHigh(pages, size) == 0 ? pages * size : Long.MAX_VALUE;
    }

    /** Bytes; -1 for PAGE_COUNTER_MAX (include/linux/page_counter.h), which is no limit; -2 for an unknown one. */
    long limit(long pages) {
        if (pages < 0) {
            return MemcgLevel.UNKNOWN_LIMIT;
        }
        return pages >= Long.MAX_VALUE / size ? MemcgLevel.NO_LIMIT : pages * size;
    }
}
