// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackPointersTest {
    @ParameterizedTest
    @CsvSource({
        "202 0x7fa7500b0ca8 0x189 0x0 0x0 0x0 0xffffffff 0x7fa7567fe470 0x7fa759208f16, 0x7fa7567fe470",
        "-1 0x7ffd3c1e2b40 0x7f11a2b3c4d5, 0x7ffd3c1e2b40",
        "running, 0x0",
        "'', 0x0",
        "202 0x1 0x2, 0x1",
        "1 2 3, 0x0",
        "-1 0xzz 0x1, 0x0",
    })
    void isTheWordThatTheKernelHasForIt(String line, String pointer) {
        assertThat(StackPointers.parse(line)).isEqualTo(Long.decode(pointer));
    }
}
