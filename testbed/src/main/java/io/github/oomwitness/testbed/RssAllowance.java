// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How far the RSS that the kernel logs may be from the exact one, each of anonymous, file and shared memory for itself.
 *
 * <p>Since Linux 6.2 a process's RSS is counted in lib/percpu_counter.c: each CPU keeps up to a batch of pages to itself. Kernels up to
 * 6.18 log the count without those.
 *
 * @param onlineCpus at least 1
 * @param pageSize in bytes
 */
public record RssAllowance(int onlineCpus, long pageSize) {
    /** AT_PAGESZ of getauxval(3). */
    private static final long PAGE_SIZE_ENTRY = 6;

    /** Reads what this holds from /sys and /proc. */
    public static RssAllowance ofThisMachine() throws IOException {
        return new RssAllowance(
                countCpus(Files.readString(Path.of("/sys/devices/system/cpu/online"))
                        .strip()),
                pageSize(Files.readAllBytes(Path.of("/proc/self/auxv"))));
    }

    /** {@code percpu_counter_batch}: pages that one CPU keeps to itself at most. */
    public int batch() {
        return Math.max(32, 2 * onlineCpus);
    }

    /** The largest difference, in bytes. */
    public long bytes() {
        return (long) batch() * onlineCpus * pageSize;
    }

    /** Counts what a list such as 0-3,8 names. */
    static int countCpus(String list) {
        int count = 0;
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return count;
    }

    /** The auxiliary vector is pairs of longs. */
    private static long pageSize(byte[] auxiliaryVector) {
        ByteBuffer entries = ByteBuffer.wrap(auxiliaryVector).order(ByteOrder.nativeOrder());
        while (entries.remaining() >= 2 * Long.BYTES) {
            long type = entries.getLong();
            long value = entries.getLong();
            if (type == PAGE_SIZE_ENTRY) {
                return value;
            }
        }
        throw new IllegalStateException("/proc/self/auxv does not name the page size");
    }
}
