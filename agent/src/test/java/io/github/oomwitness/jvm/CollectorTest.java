// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of beans as JDK 17 and 25 have them. */
class CollectorTest {
    @ParameterizedTest
    @CsvSource({
        "Copy, MarkSweepCompact, SERIAL, false",
        "PS MarkSweep, PS Scavenge, PARALLEL, false",
        "G1 Young Generation, G1 Old Generation, G1, true",
        "ZGC Cycles, ZGC Pauses, Z, false",
        "ZGC Minor Cycles, ZGC Major Pauses, Z, false",
        "Shenandoah Pauses, Shenandoah Cycles, SHENANDOAH, true",
        "Epsilon Heap, Epsilon Heap, EPSILON, false",
        "global, scavenge, OTHER, false",
    })
    void isKnownByItsBeans(String first, String second, Collector collector, boolean givesBack) {
        assertThat(Collector.of(List.of(first, second))).isEqualTo(collector);
        assertThat(collector.givesBack()).isEqualTo(givesBack);
    }
}
