// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelThreadNameTest {
    @ParameterizedTest
    @CsvSource({
        "worker-1, worker-1, true",
        "worker-1, worker-11, false",
        "pool-1-thread-1, pool-1-thread-1, true",
        "pool-1-thread-12, pool-1-thread-1, true",
        "pool-1-thread-2, pool-1-thread-1, false",
        "document-converter-17, document-conver, true",
        "document-converter-17, document-conve, false",
        "größenrechner-1, größenrechner, true",
        "größenrechner-1, größenrechne, false",
        "abcdefghijklmnö, abcdefghijklmn\uFFFD, true",
        "'', '', true"
    })
    void aThreadIsKnownByTheFirst15BytesOfItsName(String javaName, String kernelName, boolean fits) {
        assertThat(KernelThreadName.fits(javaName, kernelName)).isEqualTo(fits);
    }
}
