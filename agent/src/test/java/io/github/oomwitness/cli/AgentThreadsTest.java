// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentThreadsTest {
    @ParameterizedTest
    @CsvSource({
        "main GC-Thread#0, none",
        "main oomwitness-ring oomwitness-samp, kernel program",
        "main oomwitness-file oomwitness-samp, cgroup files",
        "main oomwitness-stan, standing by",
        "main oomwitness-star, starting",
        "main oomwitness-samp, running"
    })
    void theNamesOfItsThreadsTellHowItSeesKills(String names, String expected) {
        assertThat(AgentThreads.describe(List.of(names.split(" ", -1)))).isEqualTo(expected);
    }
}
