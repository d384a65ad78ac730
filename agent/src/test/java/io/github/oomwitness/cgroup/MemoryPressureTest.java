// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPressureTest {
    private static final String SOME = "some avg10=12.50 avg60=3.00 avg300=0.10 total=29758\n";
    private static final String FULL = "full avg10=0.14 avg60=0.03 avg300=0.00 total=29000\n";

    private final Faults faults = new Faults();

    @Test
    void percentBecomesARatioAndTotalsStayMicroseconds() {
        assertThat(MemoryPressure.parse(FileText.of(SOME + FULL), faults))
                .isEqualTo(new MemoryPressure(0.125, 0.14 / 100, 29758, 29000));
        assertThat(faults.count()).isZero();
    }

    @Test
    void anAverageALittleOverAHundredIsAll() {
        assertThat(MemoryPressure.parse(FileText.of(SOME.replace("12.50", "100.32") + FULL), faults)
                        .someAvg10())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "some\nfull\n", "some avg10=x total=-1\n", "some avg10=900.00 total=1\n"})
    void whatIsNotThereIsMissingAndAFault(String text) {
        MemoryPressure pressure = MemoryPressure.parse(FileText.of(text), faults);

        assertThat(pressure.fullAvg10()).isNaN();
        assertThat(pressure.fullTotalMicros()).isEqualTo(-1);
        assertThat(pressure.someAvg10()).isNaN();
        assertThat(faults.count()).isEqualTo(1);
    }

    @Test
    void oneLineOfTwoIsStillRead() {
        MemoryPressure pressure = MemoryPressure.parse(FileText.of(SOME + FULL.strip()), faults);

        assertThat(pressure.someTotalMicros()).isEqualTo(29758);
        assertThat(pressure.fullTotalMicros()).isEqualTo(-1);
        assertThat(faults.count()).isEqualTo(1);
    }
}
