// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessStandingTest {
    @ParameterizedTest
    @CsvSource({"'         0          0 4294967295', true", "'         0     100000      65536', false", "'', true"})
    void theInitialUserNamespaceMapsEveryIdToItself(String uidMap, boolean initial) {
        assertThat(ProcessStanding.isInitialUserNamespace(uidMap)).isEqualTo(initial);
    }

    @ParameterizedTest
    @CsvSource({
        "'Max locked memory         65536                65536                bytes', 65536",
        "'Max locked memory         unlimited            unlimited            bytes', 9223372036854775807",
        "'Max cpu time              unlimited            unlimited            seconds', 9223372036854775807"
    })
    void theLimitOfLockedMemoryIsTheSoftOne(String limits, long expected) {
        assertThat(ProcessStanding.lockedMemoryLimit(limits)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "[none] integrity confidentiality, NONE",
        "none [integrity] confidentiality, INTEGRITY",
        "none integrity [confidentiality], CONFIDENTIALITY",
        "'', NONE"
    })
    void lockdownIsTheBracketedWord(String text, Lockdown expected) {
        assertThat(Lockdown.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5.10.0-34-cloud-amd64, true", "5.11.0, false", "6.1, false", "garbage, true"})
    void releasesCompareByTheirFirstTwoNumbers(String release, boolean before) {
        assertThat(KernelRelease.parse(release).isBefore(5, 11)).isEqualTo(before);
    }

    @Test
    void thisProcessHasAKernelAndAStanding() {
        ProcessStanding standing = ProcessStanding.ofThisProcess();

        assertThat(standing.kernelRelease()).isEqualTo(System.getProperty("os.version"));
        assertThat(standing.relevantCapabilities()).matches("(CAP_\\w+(,CAP_\\w+)*)?");
    }
}
