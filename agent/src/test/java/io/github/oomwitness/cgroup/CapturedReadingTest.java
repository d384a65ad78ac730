// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Readings of captured machines. Each had 96 MiB for /witness and 64 MiB for /witness/inner, one process killed there,
 * and one left that holds 20 MiB.
 */
class CapturedReadingTest {
    private static final long MIB = 1 << 20;

    static Stream<CapturedMachine> everyKernel() {
        return CapturedMachine.nested();
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    void aReadingSaysWhatTheFilesSay(CapturedMachine machine) throws IOException {
        CgroupLocation location = machine.location();
        try (CgroupReader reader = CgroupReader.open(location)) {
            new ReadingOracle(location).assertSame(reader.read());

            assertThat(reader.readUsage()).isEqualTo(reader.read().usage());
            assertThat(reader.faults()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    void v1AndV2MeanTheSame(CapturedMachine machine) {
        CgroupReading reading = read(machine);
        MemoryStat stat = reading.stat();

        assertThat(reading.limit()).isEqualTo(64 * MIB);
        assertThat(reading.tightestLimit()).isEqualTo(new TightestLimit(64 * MIB, machine.directory()));
        assertThat(reading.levels()).extracting(CgroupLevel::limit).startsWith(64 * MIB, 96 * MIB);
        assertThat(reading.events().oomKill()).isEqualTo(1);
        assertThat(reading.events().max()).isPositive();
        assertThat(reading.oomGroup()).isFalse();
        assertThat(stat.get(MemoryStatField.ANON)).isBetween(18 * MIB, 24 * MIB);
        assertThat(reading.usage()).isBetween(stat.get(MemoryStatField.ANON), 40 * MIB);
        assertThat(reading.workingSet()).isBetween(stat.get(MemoryStatField.ANON), reading.usage());
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    void memoryAndSwapTogetherLeaveSixteenMebibytesForSwapOnV1AndNoneIsAllowedOnV2(CapturedMachine machine) {
        CgroupReading reading = read(machine);

        switch (machine.version()) {
            case V1 -> assertThat(reading.swapLimit()).isEqualTo(16 * MIB);
            case V2 -> assertThat(reading.swapLimit()).isZero();
        }
        assertThat(reading.swapUsage()).isZero();
    }

    @Test
    void aKernelWithoutPeakAndKernelHasThemMissing() {
        CgroupReading old = read("5.10-v2/nested");
        CgroupReading recent = read("6.12-v2/nested");

        assertThat(old.peak()).isEqualTo(-1);
        assertThat(old.stat().get(MemoryStatField.KERNEL)).isEqualTo(-1);
        assertThat(recent.peak()).isBetween(recent.usage(), 64 * MIB);
        assertThat(recent.stat().get(MemoryStatField.KERNEL)).isPositive();
    }

    @Test
    void onV1BeforeFiveElevenARootWithoutHierarchyIsNoLevel() {
        assertThat(read("5.10-v1/nested").levels()).hasSize(2);
        assertThat(read("6.1-v1/nested").levels()).hasSize(3);
    }

    private static CgroupReading read(String name) {
        return read(CapturedMachine.nested()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow());
    }

    private static CgroupReading read(CapturedMachine machine) {
        try (CgroupReader reader = CgroupReader.open(machine.location())) {
            return reader.read();
        }
    }
}
