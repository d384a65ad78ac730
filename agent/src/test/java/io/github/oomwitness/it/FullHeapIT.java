// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application fills its heap to the last byte again and again: the agent meets the same OutOfMemoryErrors, and outlasts them. */
class FullHeapIT {
    private static final long MIB = 1L << 20;
    private static final int KILLS_MEANWHILE = 3;

    /** Half a second each, so that the kills fall into them. */
    private static final String EXHAUSTIONS = "15";

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void killsAreToldThoughTheHeapIsFullAndAfterwards(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("full-heap").limitTo(320 * MIB);
                // The collector that leaves the least room: the others keep regions back.
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .flags("-XX:+UseSerialGC")
                        .mainClass(StarvedApplication.class.getName())
                        .recording()
                        .start()
                        .awaitWitness()
                        // Before it the recorder would be met half-way through taking the events in.
                        .awaitRecorded(1, "oomwitness.ContainerMemory")) {
            jvm.say("heap " + EXHAUSTIONS);
            List<Long> victims = new ArrayList<>();
            for (int number = 1; number <= KILLS_MEANWHILE; number++) {
                victims.add(pidOf(Victim.killedIn(cgroup, "meanwhile-" + number)));
            }
            jvm.awaitOutput(StarvedApplication.HEAP_GONE);
            victims.add(pidOf(Victim.killedIn(cgroup, "afterwards")));
            jvm.awaitRecorded(victims.size(), "oomwitness.OomKill");

            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            List<RecordedEvent> kills = jvm.events("oomwitness.OomKill");
            assertThat(kills).extracting(event -> event.getLong("victimPid")).containsExactlyElementsOf(victims);
            assertThat(kills).extracting(event -> event.getInt("killId")).containsExactly(1, 2, 3, 4);
            assertThat(BadDay.complaints(jvm)).isEmpty();
        }
    }

    private static long pidOf(Hog victim) {
        return victim.pid();
    }
}
