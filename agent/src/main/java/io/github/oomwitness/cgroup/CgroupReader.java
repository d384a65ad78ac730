// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

/**
 * Reads a memory cgroup again and again. For one thread, save {@link #faults}.
 *
 * <p>Nothing here throws: a file that has gone, may not be read, or does not say what it should gives a missing value
 * and is counted as a fault. A file that this kernel or this cgroup never had is no fault.
 */
public sealed interface CgroupReader extends AutoCloseable permits CgroupV1Reader, CgroupV2Reader {

    static CgroupReader open(CgroupLocation location) {
        return switch (location.version()) {
            case V1 -> new CgroupV1Reader(location);
            case V2 -> new CgroupV2Reader(location);
        };
    }

    /** Reads everything. */
    CgroupReading read();

    /** Bytes charged to the cgroup, -1 missing. Reads one file and allocates nothing. */
    long readUsage();

    /**
     * Bytes between usage and limit where that is least on the visible path; -1 where no limit is to be seen. Reads one or
     * two files a level and allocates nothing.
     */
    long readHeadroom();

    /** Faults so far, 0 or more. Any thread may ask. */
    long faults();

    /** Closes the files. A read after it opens them again. */
    @Override
    void close();
}
