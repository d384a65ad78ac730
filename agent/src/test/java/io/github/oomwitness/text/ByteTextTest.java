// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "268435456, 256 MiB",
        "22544384, 21.5 MiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8 EiB",
        "-1, unknown"
    })
    void amountsAreWrittenInBinaryUnits(long bytes, String text) {
        assertThat(ByteText.of(bytes)).isEqualTo(text);
    }
}
