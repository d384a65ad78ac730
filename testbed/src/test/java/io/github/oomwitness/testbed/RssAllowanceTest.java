// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RssAllowanceTest {
    @Test
    void twoCpusKeepSixtyFourPages() {
        assertThat(new RssAllowance(2, 4096).bytes()).isEqualTo(256 * 1024);
    }

    @Test
    void aLargeMachineHasALargerBatch() {
        assertThat(new RssAllowance(64, 4096).bytes()).isEqualTo(32L * 1024 * 1024);
    }

    @Test
    void cpusAreCountedInRangesAndAlone() {
        assertThat(RssAllowance.countCpus("0")).isEqualTo(1);
        assertThat(RssAllowance.countCpus("0-3,8,10-11")).isEqualTo(7);
    }

    @Test
    void thisMachineTellsItsPageSize() throws IOException {
        assertThat(RssAllowance.ofThisMachine().pageSize()).isIn(4096L, 16384L, 65536L);
    }
}
