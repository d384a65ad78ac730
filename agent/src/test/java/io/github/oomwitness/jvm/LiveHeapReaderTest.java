// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveHeapReaderTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // situation, used now, found and left by the last collection, alive
        "nothing was allocated since, 40, 300, 40, 40",
        "what came since dies as what came before, 240, 400, 40, 60",
        "the collection found too little to tell anything of what came since, 300, 20, 5, 300",
        "nothing died, 200, 180, 180, 200",
        "objects were let go of without a collection, 30, 300, 40, 30",
        "before the first collection, 50, 0, 0, 50",
    })
    void whatLivesIsReckonedFromTheLastCollection(String situation, long used, long before, long after, long alive) {
        assertThat(LiveHeapReader.estimate(used, before, after)).as(situation).isEqualTo(alive);
    }
}
