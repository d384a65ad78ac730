// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.FlatKeyed;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads files of every format into one buffer, and counts the faults of all. For one thread. */
final class ValueFiles {
    private final FileText text = new FileText();
    private final Faults faults = new Faults();

    long faults() {
        return faults.count();
    }

    /** A count; -1 missing. */
    long readCount(PseudoFile file) {
        return isRead(file) ? SingleValue.parseCount(text, faults) : CgroupReading.MISSING;
    }

    /** A limit; -1 none, also where the cgroup has no such file (the root's, or its controller is off); -2 unknown. */
    long readLimit(PseudoFile file) {
        return switch (read(file)) {
            case READ -> SingleValue.parseLimit(text, faults);
            case ABSENT -> CgroupReading.NO_LIMIT;
            case FAULT -> CgroupReading.UNKNOWN_LIMIT;
        };
    }

    /** A protection; -1 missing. */
    long readProtection(PseudoFile file) {
        return isRead(file) ? SingleValue.parseProtection(text, faults) : CgroupReading.MISSING;
    }

    /** A flag; false where it is not there. */
    boolean readFlag(PseudoFile file) {
        return isRead(file) && SingleValue.parseCount(text, faults) > 0;
    }

    void readKeyed(PseudoFile file, FlatKeyed format, long[] values) {
        if (isRead(file)) {
            format.parse(text, values, faults);
        } else {
            Arrays.fill(values, FlatKeyed.MISSING);
        }
    }

    MemoryPressure readPressure(@Nullable PseudoFile file) {
        return file != null && isRead(file) ? MemoryPressure.parse(text, faults) : MemoryPressure.missing();
    }

    private boolean isRead(PseudoFile file) {
        return read(file) == PseudoFile.Outcome.READ;
    }

    private PseudoFile.Outcome read(PseudoFile file) {
        PseudoFile.Outcome outcome = file.read(text);
        if (outcome == PseudoFile.Outcome.FAULT) {
            faults.add();
        }
        return outcome;
    }
}
