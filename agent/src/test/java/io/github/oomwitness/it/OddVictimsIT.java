// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Victims that are not simply a child in the JVM's own cgroup, and one that only looks like a victim; the kernel's log is the
 * oracle. All of them come first and the questions after, as one JVM sees them all.
 */
@Tag("testbed")
@Tag("kernel_program")
@TestInstance(Lifecycle.PER_CLASS)
class OddVictimsIT {
    private static final long MIB = 1L << 20;
    private static final long LIMIT = 320 * MIB;
    private static final int EXITING_MIB = 60;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private KernelLog log;
    private MemoryCgroup container;
    private long exiting;
    private Hog gone;
    private Hog come;
    private Hog sharer;
    private List<RecordedEvent> kills;

    @BeforeAll
    void haveThemKilled() throws Exception {
        log = KernelLog.open();
        container = MemoryCgroup.create("odd").limitTo(LIMIT);
        try (MemoryCgroup elsewhere = container.sibling("elsewhere").limitTo(64 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(container)
                        .agentOptions(RungUnderTest.agentOptions())
                        .recording()
                        .start()
                        .awaitWitness();
                Hog spare = Victim.nextInLine(container)) {
            assertThat(spare.isAlive()).isTrue();
            takeFromOneThatIsExiting();
            killInAPidNamespace();
            gone = movedAndKilled("went", container, elsewhere);
            come = movedAndKilled("came", elsewhere, container);
            sharer = killWithSharer();
            jvm.awaitKillOf(sharer.pid());
            assertThat(jvm.exit(0)).isZero();
            kills = jvm.events("oomwitness.OomKill");
        }
    }

    /** Somebody asks for more than there is, and has it. */
    private void takeFromOneThatIsExiting() throws Exception {
        try (Hog parent = HogSpec.named("parent")
                .in(container)
                .children(1, EXITING_MIB)
                .childOomScoreAdj(1000)
                .childrenExiting()
                .start()) {
            exiting = onlyChildOf(parent);
            // Kernels before 6.2 count some pages late.
            assertThat(ResidentMemory.anonymousOf(exiting)).isGreaterThan((EXITING_MIB - 1) * MIB);

            // It waits up to two seconds until it is given what is taken, and makes up for that at once: this must not
            // be too much again.
            try (Hog sibling = HogSpec.named("sibling")
                    .in(container)
                    .anonMebibytes(110)
                    .growing(15)
                    .start()) {
                await("the exiting task's memory is taken")
                        .pollInterval(Duration.ofMillis(100))
                        .atMost(PATIENCE)
                        .until(() -> ResidentMemory.anonymousOf(exiting) < MIB);
                assertThat(sibling.isAlive()).isTrue();
            }
        }
    }

    private void killInAPidNamespace() throws Exception {
        log.awaitRoomForAReport();
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child"));
        command.addAll(HogSpec.named("contained")
                .oomScoreAdj(1000)
                .growingAtFullSpeed()
                .command());
        Process outside = container.start(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD));
        assertThat(outside.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private Hog movedAndKilled(String name, MemoryCgroup from, MemoryCgroup to)
            throws IOException, InterruptedException {
        log.awaitRoomForAReport();
        try (Hog hog = HogSpec.named(name)
                .in(from)
                .oomScoreAdj(1000)
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

    private Hog killWithSharer() throws IOException, InterruptedException {
        log.awaitRoomForAReport();
        try (Hog hog = HogSpec.named("vfork")
                .oomScoreAdj(1000)
                .withSharer()
                .in(container)
                .growingAtFullSpeed()
                .start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return hog;
        }
    }

    @AfterAll
    void close() throws IOException {
        if (container != null) {
            container.close();
        }
        if (log != null) {
            log.close();
        }
    }

    @Test
    void oneInAPidNamespaceOfItsOwnHasThePidThatTheJvmSees() throws Exception {
        RecordedEvent event = onlyKillOf("contained");
        KernelKill told = log.kills().stream()
                .filter(kill -> kill.process().name().equals("contained"))
                .findFirst()
                .orElseThrow();
        assertThat(event.getLong("victimHostPid")).isEqualTo(told.process().pid());
        assertThat(event.getLong("victimPid")).isEqualTo(told.process().pid());
    }

    @Test
    void oneThatCameFromAnotherCgroupIsToldAndOneThatWentToAnotherIsNot() {
        RecordedEvent event = onlyKillOf("came");
        assertThat(event.getLong("victimPid")).isEqualTo(come.pid());
        assertThat(event.getString("victimCgroup")).isEqualTo(container.path());
        assertThat(event.getString("limitCgroup")).isEqualTo(container.path());
        assertThat(kills).noneMatch(each -> each.getLong("victimPid") == gone.pid());
    }

    @Test
    void oneThatSharesItsMemoryIsToldWithTheOtherByTheSameDecision() {
        RecordedEvent event = onlyKillOf("vfork");
        assertThat(event.getLong("victimPid")).isEqualTo(sharer.pid());
        assertThat(onlyKillOf("vfork-sharer").getInt("killId")).isEqualTo(event.getInt("killId"));
    }

    /**
     * It is marked as a victim, so that its memory may be taken, and is not killed ({@code task_will_free_mem} in mm/oom_kill.c): that is
     * no event.
     */
    @Test
    void aTaskThatIsExitingAnywayIsMarkedAndTakenFromAndNoEvent() throws Exception {
        assertThat(kills).noneMatch(each -> each.getLong("victimPid") == exiting);
        assertThat(kills).noneMatch(each -> each.getString("victimName").equals("sibling"));
        assertThat(log.kills())
                .extracting(kill -> kill.process().pid())
                .contains(come.pid())
                .doesNotContain(exiting);
    }

    private RecordedEvent onlyKillOf(String name) {
        List<RecordedEvent> found = kills.stream()
                .filter(event -> event.getString("victimName").equals(name))
                .toList();
        assertThat(found).as("kills of %s", name).hasSize(1);
        return found.get(0);
    }

    private static long onlyChildOf(Hog hog) throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/" + hog.pid() + "/task/" + hog.pid() + "/children"))
                .strip());
    }
}
