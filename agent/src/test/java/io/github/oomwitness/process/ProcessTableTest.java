// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    @Test
    void aLivingProcessGoesBeforeADepartedOneOfTheSamePid() {
        ProcessReading living = process(7, 1, "new");
        ProcessReading departed = process(7, 1, "old");
        ProcessTable table = new ProcessTable(List.of(living), List.of(departed), 0);

        assertThat(table.find(7)).isSameAs(living);
        assertThat(table.findDeparted(7)).isSameAs(departed);
        assertThat(table.find(8)).isNull();
    }

    @Test
    void descentIsFollowedThroughTheLivingAndTheDeparted() {
        ProcessTable table = new ProcessTable(
                List.of(
                        process(1, 0, "init"),
                        process(10, 1, "java"),
                        process(30, 20, "worker"),
                        process(40, 1, "other")),
                List.of(process(20, 10, "sh")),
                0);

        assertThat(table.isDescendant(30, 10)).isTrue();
        assertThat(table.isDescendant(20, 10)).isTrue();
        assertThat(table.isDescendant(40, 10)).isFalse();
        assertThat(table.isDescendant(10, 10)).isFalse();
        assertThat(table.isDescendant(99, 10)).isFalse();
    }

    @Test
    void parentsInACircleComeToAnEnd() {
        ProcessTable table = new ProcessTable(List.of(process(1, 2, "a"), process(2, 1, "b")), List.of(), 0);

        assertThat(table.isDescendant(1, 3)).isFalse();
    }

    @Test
    void residentSizeIsMissingWhereAPartIs() {
        assertThat(process(1, 0, "a").rss()).isEqualTo(6);
        assertThat(ProcessReading.hidden(1).rss()).isEqualTo(-1);
    }

    private static ProcessReading process(int pid, int parentPid, String name) {
        return new ProcessReading(pid, parentPid, name, 0, 0, null, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1, false, false, 0);
    }
}
