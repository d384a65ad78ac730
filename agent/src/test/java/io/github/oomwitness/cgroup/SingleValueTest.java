// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleValueTest {
    private final Faults faults = new Faults();

    @Test
    void aCountIsReadToTheByte() {
        assertThat(SingleValue.parseCount(FileText.of("24797184\n"), faults)).isEqualTo(24797184);
        assertThat(faults.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "12", "12 13\n", "12\n13\n", "max\n", "-1\n", "18446744073709551615\n", "12\n1"})
    void whatIsNoCountIsMissingAndAFault(String text) {
        assertThat(SingleValue.parseCount(FileText.of(text), faults)).isEqualTo(-1);
        assertThat(faults.count()).isEqualTo(1);
    }

    /** PAGE_COUNTER_MAX with pages of 4 and 64 KiB, the largest long, and RESOURCE_MAX of older kernels. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max\n",
                "9223372036854771712\n",
                "9223372036854710272\n",
                "9223372036854775807\n",
                "18446744073709551615\n",
                "1152921504606846976\n",
            })
    void everyWayToSayNoLimitIsNoLimit(String text) {
        assertThat(SingleValue.parseLimit(FileText.of(text), faults)).isEqualTo(-1);
        assertThat(faults.count()).isZero();
    }

    @Test
    void aLimitIsReadToTheByte() {
        assertThat(SingleValue.parseLimit(FileText.of("268435456\n"), faults)).isEqualTo(268435456);
        assertThat(SingleValue.parseLimit(FileText.of("0\n"), faults)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "268435456", "maximum\n", "max max\n", "-1\n", "1 2\n"})
    void whatIsNoLimitIsUnknownAndAFault(String text) {
        assertThat(SingleValue.parseLimit(FileText.of(text), faults)).isEqualTo(-2);
        assertThat(faults.count()).isEqualTo(1);
    }

    @Test
    void aProtectionOfEverythingIsTheLargestNumber() {
        assertThat(SingleValue.parseProtection(FileText.of("max\n"), faults)).isEqualTo(Long.MAX_VALUE);
        assertThat(SingleValue.parseProtection(FileText.of("0\n"), faults)).isZero();
        assertThat(SingleValue.parseProtection(FileText.of("?\n"), faults)).isEqualTo(-1);
    }
}
