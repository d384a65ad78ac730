// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rungs this machine's kernel gives is its own affair; that the agent takes them or says why not is not. */
class RungsIT {
    private static final long MIB = 1L << 20;

    @Test
    void theHighestIsTakenAndEachAboveItHasItsReason() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("highest").limitTo(320 * MIB);
                WitnessedJvm jvm =
                        WitnessedJvm.with(Jdk.newest()).in(cgroup).start().awaitWitness()) {
            String taken = sourceOf(jvm);
            assertThat(taken).isIn(KernelRungs.NAMES);
            List<String> above = KernelRungs.NAMES.subList(0, KernelRungs.NAMES.indexOf(taken));
            List<String> lines = jvm.agentLinesWith("kills are seen through " + taken + " and not in a better way: ");
            assertThat(lines).hasSize(above.isEmpty() ? 0 : 1);
            for (String rung : above) {
                assertThat(lines.get(0)).containsPattern("\\b" + rung + "(, \\w+)*: ");
            }
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fentry", "kprobe", "tp_btf", "raw_tp"})
    void oneThatIsForcedTellsOfKillsOrSaysWhyItCannotAndNoOtherIsTried(String rung) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("forced").limitTo(320 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .agentOptions("source=" + rung)
                        .in(cgroup)
                        .recording()
                        .start()
                        .awaitWitness()) {
            if (sourceOf(jvm).equals(rung)) {
                assertTells(jvm, cgroup, rung);
                return;
            }
            assertThat(sourceOf(jvm)).isEqualTo("none");
            assertThat(jvm.agentLinesWith("kills are not seen through the kernel program: "))
                    .singleElement()
                    .asString()
                    .contains(rung + ": ");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static void assertTells(WitnessedJvm jvm, MemoryCgroup cgroup, String rung) throws Exception {
        Hog victim = Victim.killedIn(cgroup, "told");
        jvm.awaitRecorded(1, "oomwitness.OomKill");
        assertThat(jvm.exit(0)).isZero();

        RecordedEvent event = jvm.events("oomwitness.OomKill").get(0);
        assertThat(event.getLong("victimPid")).isEqualTo(victim.pid());
        assertThat(event.getString("source")).isEqualTo(rung);
        assertThat(event.getBoolean("limitIsInferred")).isEqualTo(!RungUnderTest.seesDecisions(event));
    }

    private static String sourceOf(WitnessedJvm jvm) {
        String line = jvm.agentLinesWith("; source=").get(0);
        return line.replaceAll(".*; source=(\\w+).*", "$1");
    }
}
