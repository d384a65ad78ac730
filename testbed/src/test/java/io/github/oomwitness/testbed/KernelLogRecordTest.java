// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelLogRecordTest {
    @Test
    void aRecordIsSequenceTimeAndText() {
        assertThat(KernelLogRecord.parse("3,849,1655686349,-;Memory cgroup out of memory: a;b\n"))
                .contains(new KernelLogRecord(849, 1655686349, "Memory cgroup out of memory: a;b"));
    }

    @Test
    void theCallerAndTheDeviceAreLeftOut() {
        assertThat(KernelLogRecord.parse(
                        "6,339,5140900,-,caller=T1;NET: Registered\n SUBSYSTEM=acpi\n DEVICE=+acpi:PNP0A03:00\n"))
                .contains(new KernelLogRecord(339, 5140900, "NET: Registered"));
    }

    @Test
    void escapedBytesBecomeTextAgain() {
        assertThat(KernelLogRecord.parse("6,1,2,-;caf\\xc3\\xa9 a\\x0ab c:\\xyz \\x4"))
                .contains(new KernelLogRecord(1, 2, "caf\u00e9 a\nb c:\\xyz \\x4"));
    }

    @Test
    void whatIsNoRecordIsNone() {
        assertThat(KernelLogRecord.parse("Memory cgroup out of memory")).isEmpty();
        assertThat(KernelLogRecord.parse("")).isEmpty();
    }
}
