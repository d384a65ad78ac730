// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Victims that are not simply a child in the JVM's own cgroup; the kernel's log is the oracle. */
class OddVictimsIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void oneInAPidNamespaceOfItsOwnHasThePidThatTheJvmSees() throws Exception {
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("pid-namespace");
                WitnessedJvm jvm = witnessIn(cgroup);
                MemoryCgroup crowded = cgroup.child("crowd").limitTo(64 * MIB)) {
            List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child"));
            command.addAll(HogSpec.named("contained").growingAtFullSpeed().command());
            Process outside =
                    crowded.start(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD));
            assertThat(outside.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            RecordedEvent event = onlyKillOf(jvm);
            KernelKill told = log.kills().stream()
                    .filter(kill -> kill.process().name().equals("contained"))
                    .findFirst()
                    .orElseThrow();
            assertThat(event.getString("victimName")).isEqualTo("contained");
            assertThat(event.getLong("victimHostPid")).isEqualTo(told.process().pid());
            assertThat(event.getLong("victimPid")).isEqualTo(told.process().pid());
        }
    }

    @Test
    void oneThatCameFromAnotherCgroupIsToldAndOneThatWentToAnotherIsNot() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("moved");
                MemoryCgroup elsewhere = cgroup.sibling("elsewhere").limitTo(64 * MIB);
                WitnessedJvm jvm = witnessIn(cgroup);
                MemoryCgroup crowded = cgroup.child("crowd").limitTo(64 * MIB)) {
            Hog gone = movedAndKilled("went", crowded, elsewhere);
            Hog come = movedAndKilled("came", elsewhere, crowded);

            RecordedEvent event = onlyKillOf(jvm);
            assertThat(event.getLong("victimPid")).isEqualTo(come.pid()).isNotEqualTo(gone.pid());
            assertThat(event.getString("victimCgroup")).isEqualTo(crowded.path());
            assertThat(event.getString("limitCgroup")).isEqualTo(crowded.path());
        }
    }

    @Test
    void oneThatSharesItsMemoryIsToldWithTheOtherByTheSameDecision() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("sharer");
                WitnessedJvm jvm = witnessIn(cgroup);
                MemoryCgroup crowded = cgroup.child("crowd").limitTo(64 * MIB)) {
            try (Hog hog = HogSpec.named("vfork")
                    .withSharer()
                    .in(crowded)
                    .growingAtFullSpeed()
                    .start()) {
                assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            }
            jvm.awaitRecorded(2, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
            assertThat(events)
                    .extracting(event -> event.getString("victimName"))
                    .containsExactlyInAnyOrder("vfork", "vfork-sharer");
            assertThat(events).extracting(event -> event.getInt("killId")).containsOnly(1);
        }
    }

    /** Another thread of the JVM may be the one that asks in vain; then there is another round. */
    @Test
    void oneThatDiesForAThreadOfThisJvmIsToldWithThatThread() throws Exception {
        int rounds = 0;
        @Nullable String thread = null;
        while (!GreedyApplication.THREAD.equals(thread)) {
            assertThat(++rounds)
                    .as("rounds, the last one's thread was " + thread)
                    .isLessThanOrEqualTo(4);
            thread = javaThreadThatTriggersAKill();
        }
    }

    private static @Nullable String javaThreadThatTriggersAKill() throws Exception {
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("greedy").limitTo(400 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(cgroup)
                        .flags("-XX:MaxDirectMemorySize=1g")
                        .mainClass(GreedyApplication.class.getName())
                        .recording()
                        .start()
                        .awaitWitness();
                Hog victim = HogSpec.named("innocent")
                        .oomScoreAdj(1000)
                        .anonMebibytes(160)
                        .in(cgroup)
                        .start()) {
            long room = cgroup.limit() - cgroup.usage();
            jvm.say("take " + (room / MIB + 100));
            assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            jvm.awaitOutput("taken ");

            RecordedEvent event = onlyKillOf(jvm);
            KernelKill told = log.awaitKillOf(victim.pid(), PATIENCE);
            assertThat(event.getLong("victimPid")).isEqualTo(victim.pid());
            assertThat(event.getLong("triggerPid")).isEqualTo(jvm.pid());
            assertThat(event.getString("triggerName"))
                    .isEqualTo(told.report()
                            .orElseThrow()
                            .invocation()
                            .orElseThrow()
                            .name());
            return event.getString("triggerJavaThread");
        }
    }

    private static WitnessedJvm witnessIn(MemoryCgroup cgroup) throws IOException, InterruptedException {
        return WitnessedJvm.with(Jdk.newest()).in(cgroup).recording().start().awaitWitness();
    }

    private static RecordedEvent onlyKillOf(WitnessedJvm jvm) throws IOException, InterruptedException {
        jvm.awaitRecorded(1, "oomwitness.OomKill");
        assertThat(jvm.exit(0)).isZero();
        List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static Hog movedAndKilled(String name, MemoryCgroup from, MemoryCgroup to)
            throws IOException, InterruptedException {
        try (Hog hog = HogSpec.named(name)
                .in(from)
                .anonMebibytes(16)
                .waitingForGo()
                .growingAtFullSpeed()
                .start()) {
            to.write("cgroup.procs", Long.toString(hog.pid()));
            hog.go();
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return hog;
        }
    }
}
