// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that end with 137 and are no victims of the OOM killer. */
class ProcessKillIT {
    private static final long MIB = 1L << 20;
    private static final int FLOOD = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    @Tag("testbed")
    @Tag("kernel_program")
    void aSigkillFromAnotherProcessIsToldOnceWithWhoSentIt() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("signal").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessIn(cgroup)) {
            Process victim = cgroup.start(new ProcessBuilder("sleep", "1000"));
            awaitName("sleep", victim.pid());
            long killer = signal("KILL", victim.pid());
            assertThat(victim.waitFor()).isEqualTo(Hog.KILLED);

            jvm.awaitRecorded(1, "oomwitness.ProcessKill");
            jvm.awaitAgentLines(
                    1, "killed, but not for want of memory: sleep (pid " + victim.pid() + ") got SIGKILL from kill");
            assertThat(jvm.exit(0)).isZero();
            assertThat(jvm.events("oomwitness.ProcessKill")).singleElement().satisfies(event -> {
                assertThat(event.getLong("pid")).isEqualTo(victim.pid());
                assertThat(event.getString("name")).isEqualTo("sleep");
                assertThat(event.getString("commandLine")).isEqualTo("sleep");
                assertThat(event.getLong("senderPid")).isEqualTo(killer);
                assertThat(event.getString("senderName")).isEqualTo("kill");
                assertThat(event.getString("senderCommandLine")).isEqualTo("/bin/kill");
            });
            assertThat(jvm.events("oomwitness.OomKill")).isEmpty();
        }
    }

    @Test
    void whatTheJvmItselfKillsHasItForASender() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("own-child").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessIn(cgroup)) {
            jvm.say("start-and-kill sleep 1000");
            jvm.awaitOutput("exited with 137");

            RecordedEvent event = onlyEventOf(jvm);
            assertThat(event.getString("name")).isEqualTo("sleep");
            assertThat(event.getString("commandLine")).isEqualTo("sleep");
            assertThat(event.getLong("senderPid")).isEqualTo(jvm.pid());
            assertThat(event.getString("senderName")).isEqualTo("java");
            assertThat(jvm.agentLinesWith("killed, but not for want of memory")).isEmpty();
        }
    }

    @Test
    @Tag("testbed")
    @Tag("kernel_program")
    void aKillOfTheWholeCgroupNamesWhoWroteToIt() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("cgroup-kill").limitTo(320 * MIB);
                WitnessedJvm jvm = witnessIn(cgroup);
                MemoryCgroup below = cgroup.branch("below");
                Hog victim = HogSpec.named("swept").in(below).start()) {
            if (!below.has("cgroup.kill")) {
                // Only v2 has it, from 5.14 on.
                return;
            }
            below.write("cgroup.kill", "1");
            assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);

            RecordedEvent event = onlyEventOf(jvm);
            assertThat(event.getLong("pid")).isEqualTo(victim.pid());
            assertThat(event.getLong("senderPid"))
                    .isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void neitherAVictimOfTheOomKillerNorAKillElsewhereNorAnotherSignalIsOne() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("no-signal").limitTo(320 * MIB);
                MemoryCgroup neighbour = cgroup.sibling("neighbour");
                WitnessedJvm jvm = witnessIn(cgroup);
                Hog elsewhere = HogSpec.named("elsewhere").in(neighbour).start();
                Hog asked = HogSpec.named("asked").in(cgroup).start();
                Hog spare = Victim.nextInLine(cgroup)) {
            assertThat(spare.isAlive()).isTrue();
            killFromOutside(elsewhere);
            signal("TERM", asked.pid());
            Victim.killedIn(cgroup, "hungry");
            jvm.awaitRecorded(1, "oomwitness.OomKill");
            // Records come in the order in which they were written: after this one's there is none left to come.
            Hog last = HogSpec.named("last").in(cgroup).start();
            killFromOutside(last);

            assertThat(onlyEventOf(jvm).getString("name")).isEqualTo("last");
            assertThat(jvm.events("oomwitness.OomKill"))
                    .extracting(event -> event.getString("victimName"))
                    .filteredOn(name -> !name.equals(Victim.NEXT_IN_LINE))
                    .containsExactly("hungry");
        }
    }

    /** They have half of the ring, so that whoever kills many at once does not hide what the kernel does. */
    @Test
    void aFloodOfThemLeavesRoomForTheOomKillersAndIsToldOrCountedAsLost() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("flood");
                WitnessedJvm jvm = witnessIn(cgroup, "prometheus=0");
                Hog crowd = HogSpec.named("crowd").children(FLOOD, 0).in(cgroup).start()) {
            List<Long> doomed = cgroup.processes().stream()
                    .filter(pid -> pid != jvm.pid() && pid != crowd.pid())
                    .toList();
            assertThat(doomed).hasSize(FLOOD);
            signal("STOP", jvm.pid());
            try {
                signal("KILL", doomed.toArray(Long[]::new));
                cgroup.limitTo(cgroup.usage() + 64 * MIB);
                Hog hungry = HogSpec.named("hungry")
                        .oomScoreAdj(1000)
                        .in(cgroup)
                        .growingAtFullSpeed()
                        .start();
                assertThat(hungry.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            } finally {
                signal("CONT", jvm.pid());
            }
            jvm.awaitRecorded(1, "oomwitness.OomKill");
            int lost = (int) Scrape.of(jvm).value("oomwitness_records_lost_total");
            jvm.awaitRecorded(FLOOD - lost, "oomwitness.ProcessKill");
            assertThat(jvm.exit(0)).isZero();

            assertThat(lost).as("so many fit into no half of a ring").isPositive();
            assertThat(jvm.events("oomwitness.ProcessKill"))
                    .extracting(event -> event.getLong("pid"))
                    .hasSize(FLOOD - lost)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(doomed);
            assertThat(jvm.events("oomwitness.OomKill"))
                    .extracting(event -> event.getString("victimName"))
                    .containsExactly("hungry");
        }
    }

    private static WitnessedJvm witnessIn(MemoryCgroup cgroup) throws IOException {
        return witnessIn(cgroup, RungUnderTest.agentOptions());
    }

    private static WitnessedJvm witnessIn(MemoryCgroup cgroup, String options) throws IOException {
        return WitnessedJvm.with(Jdk.newest())
                .in(cgroup)
                .agentOptions(options)
                .recording()
                .start()
                .awaitWitness();
    }

    /** The pid of the process that did it, which is not in the victim's cgroup. */
    private static long killFromOutside(Hog victim) throws Exception {
        long killer = signal("KILL", victim.pid());
        assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
        return killer;
    }

    private static long signal(String signal, Long... pids) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/kill", "-s", signal));
        for (Long pid : pids) {
            command.add(pid.toString());
        }
        Process kill = new ProcessBuilder(command).start();
        assertThat(kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
        return kill.pid();
    }

    /** It enters the cgroup as a shell, and executes its program there. */
    private static void awaitName(String name, long pid) {
        await().atMost(PATIENCE)
                .until(() -> Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                        .strip()
                        .equals(name));
    }

    private static RecordedEvent onlyEventOf(WitnessedJvm jvm) throws Exception {
        jvm.awaitRecorded(1, "oomwitness.ProcessKill");
        assertThat(jvm.exit(0)).isZero();
        List<RecordedEvent> events = jvm.events("oomwitness.ProcessKill");
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
