// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.FlatKeyed;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/** For the fuzzer: whatever a file of the cgroup says is a number in its range, or missing. */
public final class CgroupFilesFuzz {
    private static final Faults FAULTS = new Faults();

    private CgroupFilesFuzz() {}

    /** Called by the fuzzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (CgroupVersion version : CgroupVersion.values()) {
            FlatKeyed format = new FlatKeyed(MemoryStatField.keys(version));
            long[] values = format.newValues();
            format.parse(FileText.of(text), values, FAULTS);
            require(LongStream.of(values).allMatch(value -> value >= -1 && value < Long.MAX_VALUE), "a statistic");
        }
        require(SingleValue.parseCount(FileText.of(text), FAULTS) >= -1, "a count");
        long limit = SingleValue.parseLimit(FileText.of(text), FAULTS);
        require(limit >= -2 && limit <= SingleValue.LARGEST_LIMIT, "a limit");
        require(SingleValue.parseProtection(FileText.of(text), FAULTS) >= -1, "a protection");
        MemoryPressure pressure = MemoryPressure.parse(FileText.of(text), FAULTS);
        require(isRatio(pressure.someAvg10()) && isRatio(pressure.fullAvg10()), "a share of time");
        require(pressure.someTotalMicros() >= -1, "a time");
    }

    private static boolean isRatio(double value) {
        return Double.isNaN(value) || (value >= 0 && value <= 1);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what + " that cannot be");
        }
    }
}
