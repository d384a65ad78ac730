// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose kills are told: one kill beside the JVM's pod, one beside its container, one in it, in that order. */
class ScopeIT {
    private static final long MIB = 1L << 20;
    private static final String OWN = "own-victim";
    private static final String SIDECAR = "in-the-pod";
    private static final String ELSEWHERE = "elsewhere";

    @Test
    void unlessToldOtherwiseOnlyTheOwnCgroupsKillsAreTold() throws Exception {
        assertThat(namesIn(recordedWith("cgroup", 1))).containsExactly(OWN);
    }

    @Test
    @Tag("testbed")
    @Tag("kernel_program")
    void thePodsAreTheKillsBelowTheCgroupAboveTheOwn() throws Exception {
        try (Pod pod = new Pod()) {
            try (WitnessedJvm jvm = pod.witnessWith("pod")) {
                assertThat(jvm.agentLinesWith("; kills in the whole pod (scope=pod)"))
                        .hasSize(1);
                pod.killEverywhere();
                jvm.awaitRecorded(2, "oomwitness.OomKill");
                assertThat(jvm.exit(0)).isZero();

                List<RecordedEvent> kills = jvm.events("oomwitness.OomKill");
                assertThat(namesIn(kills)).containsExactly(SIDECAR, OWN);
                assertThat(kills.get(0).getString("victimCgroup")).isEqualTo(pod.sidecar.path());
                assertThat(kills.get(0).getString("limitCgroup")).isEqualTo(pod.sidecar.path());
                assertThat(kills.get(0).getBoolean("limitIsAncestor")).isFalse();
                // The JVM's own processes could not have been chosen there.
                assertThat(jvm.events("oomwitness.OomKillTask"))
                        .filteredOn(row -> row.getInt("killId") == kills.get(0).getInt("killId"))
                        .extracting(row -> row.getString("name"))
                        .containsExactly(SIDECAR);
            }
        }
    }

    /** Others' kills on this machine may be among them. */
    @Test
    void theMachinesAreAll() throws Exception {
        assertThat(namesIn(recordedWith("machine", 3))).containsSubsequence(ELSEWHERE, SIDECAR, OWN);
    }

    @Test
    void killsByOtherProcessesAreToldWithinTheSameScope() throws Exception {
        try (Pod pod = new Pod();
                WitnessedJvm jvm = pod.witnessWith("pod");
                Hog elsewhere = HogSpec.named(ELSEWHERE).in(pod.elsewhere).start();
                Hog sidecar = HogSpec.named(SIDECAR).in(pod.sidecar).start()) {
            kill(elsewhere);
            kill(sidecar);
            jvm.awaitRecorded(1, "oomwitness.ProcessKill");
            assertThat(jvm.exit(0)).isZero();

            assertThat(jvm.events("oomwitness.ProcessKill"))
                    .extracting(event -> event.getString("name"))
                    .containsExactly(SIDECAR);
        }
    }

    @Test
    void withoutTheKernelProgramItIsSaidThatOnlyTheOwnCgroupsAreTold() throws Exception {
        try (Pod pod = new Pod();
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(pod.container)
                        .agentOptions("source=cgroup_files,scope=pod")
                        .start()
                        .awaitWitness()) {
            assertThat(jvm.agentLinesWith(
                            "scope=pod takes the kernel program: the files tell only of this JVM's own memory cgroup"))
                    .hasSize(1);
            assertThat(jvm.agentLinesWith("witnessing ").get(0)).doesNotContain("in the whole pod");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static List<RecordedEvent> recordedWith(String scope, int count) throws Exception {
        try (Pod pod = new Pod();
                WitnessedJvm jvm = pod.witnessWith(scope)) {
            pod.killEverywhere();
            jvm.awaitRecorded(count, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();
            return jvm.events("oomwitness.OomKill");
        }
    }

    private static List<String> namesIn(List<RecordedEvent> kills) {
        return kills.stream()
                .map(event -> event.getString("victimName"))
                .filter(name -> !name.equals(Victim.NEXT_IN_LINE))
                .toList();
    }

    private static void kill(Hog hog) throws Exception {
        Process kill = new ProcessBuilder("/bin/kill", "-KILL", Long.toString(hog.pid())).start();
        assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    /** Two containers under one parent, and a cgroup that has nothing to do with them. */
    private static final class Pod implements AutoCloseable {
        private final MemoryCgroup pod = MemoryCgroup.create("pod");
        private final MemoryCgroup container = pod.child("app").limitTo(320 * MIB);
        private final MemoryCgroup sidecar = pod.child("sidecar").limitTo(64 * MIB);
        private final MemoryCgroup elsewhere = pod.sibling("elsewhere").limitTo(64 * MIB);

        Pod() throws IOException {}

        WitnessedJvm witnessWith(String scope) throws IOException {
            String rung = RungUnderTest.agentOptions();
            return WitnessedJvm.with(Jdk.newest())
                    .in(container)
                    .agentOptions((rung.isEmpty() ? "" : rung + ",") + "scope=" + scope)
                    .recording()
                    .start()
                    .awaitWitness();
        }

        void killEverywhere() throws Exception {
            Victim.killedIn(elsewhere, ELSEWHERE);
            Victim.killedIn(sidecar, SIDECAR);
            try (Hog spare = Victim.nextInLine(container)) {
                assertThat(spare.isAlive()).isTrue();
                Victim.killedIn(container, OWN);
            }
        }

        @Override
        public void close() throws IOException {
            elsewhere.close();
            pod.close();
        }
    }
}
