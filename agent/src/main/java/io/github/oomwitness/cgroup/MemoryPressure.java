// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import java.nio.charset.StandardCharsets;

/**
 * Pressure stall information of a cgroup's memory ({@code memory.pressure}): how much of the time its tasks waited for
 * memory.
 *
 * @param someAvg10 share of the last 10 s in which at least one task waited, 0 to 1; NaN missing
 * @param fullAvg10 share of the last 10 s in which all waited, 0 to 1; NaN missing
 * @param someTotalMicros microseconds of the first kind since the cgroup was made; -1 missing
 * @param fullTotalMicros microseconds of the second kind; -1 missing
 */
public record MemoryPressure(double someAvg10, double fullAvg10, long someTotalMicros, long fullTotalMicros) {
    private static final MemoryPressure MISSING = new MemoryPressure(Double.NaN, Double.NaN, -1, -1);

    private static final byte[] SOME = "some".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FULL = "full".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AVG10 = "avg10=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOTAL = "total=".getBytes(StandardCharsets.US_ASCII);

    public static MemoryPressure missing() {
        return MISSING;
    }

    /** Parses the two lines that {@code psi_show} writes; what it does not find is missing and a fault. */
    static MemoryPressure parse(FileText text, Faults faults) {
        double someAvg10 = Double.NaN;
        double fullAvg10 = Double.NaN;
        long someTotal = -1;
        long fullTotal = -1;
        text.rewind();
        while (text.nextLine()) {
            text.nextWord();
            boolean some = text.wordIs(SOME);
            if (some || text.wordIs(FULL)) {
                while (text.nextWord()) {
                    if (text.wordStartsWith(AVG10)) {
                        double ratio = ratioAfterEquals(text);
                        someAvg10 = some ? ratio : someAvg10;
                        fullAvg10 = some ? fullAvg10 : ratio;
                    } else if (text.wordStartsWith(TOTAL)) {
                        long total = countAfterEquals(text);
                        someTotal = some ? total : someTotal;
                        fullTotal = some ? fullTotal : total;
                    }
                }
            }
        }
        if (text.isCutOff() || someTotal < 0 || fullTotal < 0 || Double.isNaN(someAvg10) || Double.isNaN(fullAvg10)) {
            faults.add();
        }
        return new MemoryPressure(someAvg10, fullAvg10, someTotal, fullTotal);
    }

    private static double ratioAfterEquals(FileText text) {
        text.nextInWord('=');
        double percent = text.wordAsFraction();
        // The kernel's running average may round to a little over 100.
        return percent > 101 ? Double.NaN : Math.min(1, percent / 100);
    }

    private static long countAfterEquals(FileText text) {
        text.nextInWord('=');
        long count = text.wordAsLong();
        return count < 0 || count == FileText.TOO_LARGE ? -1 : count;
    }
}
