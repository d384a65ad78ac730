// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.CgroupVersion;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * One JVM in a container in a pod sees kills of every kind; then each is held against the kernel's own report. All of them come
 * first and the questions after, because a JVM is what takes the time on the emulated kernels of the test bed.
 */
@Tag("testbed")
@Tag("kernel_program")
@TestInstance(Lifecycle.PER_CLASS)
class AllKindsOfKillIT {
    private static final long MIB = 1L << 20;
    private static final long LIMIT = 320 * MIB;
    private static final int GROWERS = 5;
    private static final int GROUP = 4;
    private static final int INNOCENTS_UID = 2001;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So that the idle processes are in a table. */
    private static final Duration SEVERAL_SAMPLES = Duration.ofMillis(2500);

    private KernelLog log;
    private MemoryCgroup pod;
    private MemoryCgroup container;
    private long jvmPid;
    private final List<Hog> growers = new ArrayList<>();
    private Hog stranger;
    private Hog inThePod;
    private Hog innocent;
    private long greedyPid;
    private Hog leader;
    private Hog beside;
    private List<Long> bystanders;
    private List<RecordedEvent> recorded;

    @BeforeAll
    void haveThemKilled() throws Exception {
        log = KernelLog.open();
        pod = MemoryCgroup.create("pod");
        container = pod.child("app").limitTo(LIMIT);
        Path mapped = fileForEverybody();
        try (MemoryCgroup neighbour = pod.sibling("neighbour").limitTo(32 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(container)
                        .agentOptions(RungUnderTest.agentOptions())
                        .recording()
                        .start()
                        .awaitWitness()) {
            jvmPid = jvm.pid();
            try (Hog idle = HogSpec.named("idle")
                    .oomScoreAdj(Victim.NEXT_SCORE)
                    .children(6, 2)
                    .in(container)
                    .start()) {
                assertThat(idle.pid()).isPositive();
                Thread.sleep(SEVERAL_SAMPLES.toMillis());
                for (int number = 0; number < GROWERS; number++) {
                    growers.add(killGrower(number, mapped));
                }
                stranger = Victim.killedIn(neighbour, "stranger");
                killByThePodsLimit();
                killInTheStead();
            }
            killTheGroup(jvm);
            // The recorder ends with the JVM by a hook of its own: a kill of the last moment would race with that.
            jvm.awaitKillOf(leader.pid());
            killBesideTheContainer();
            if (hasGroups()) {
                for (long pid : bystanders) {
                    jvm.awaitKillOf(pid);
                }
            }
            assertThat(jvm.exit(0)).isZero();
            recorded = RecordingFile.readAllEvents(jvm.recordingFile());
        } finally {
            Files.delete(mapped);
        }
    }

    private Hog killGrower(int number, Path mapped) throws Exception {
        log.awaitRoomForAReport();
        try (Hog hog = HogSpec.named("grower-" + number)
                .uid(3000 + number)
                .oomScoreAdj(100 * number)
                .shmemMebibytes(3 + number)
                .mapping(mapped)
                .sleepingThreads(number)
                .in(container)
                .growingAtFullSpeed()
                .start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return hog;
        }
    }

    private void killByThePodsLimit() throws Exception {
        container.limitTo(900 * MIB);
        pod.limitTo(LIMIT);
        log.awaitRoomForAReport();
        inThePod = Victim.killedIn(container, "in-the-pod");
        pod.limitTo(MemoryCgroup.NO_LIMIT);
        container.limitTo(LIMIT);
    }

    private void killInTheStead() throws Exception {
        log.awaitRoomForAReport();
        try (Hog victim = HogSpec.named("innocent")
                        .anonMebibytes(30)
                        .oomScoreAdj(1000)
                        .uid(INNOCENTS_UID)
                        .in(container)
                        .start();
                Hog greedy = HogSpec.named("greedy").in(container).growing(200).start()) {
            assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            innocent = victim;
            greedyPid = greedy.pid();
        }
    }

    /** Whoever may not be killed, as the JVM here, is spared. On v1, which has no such groups, the leader dies alone. */
    private void killTheGroup(WitnessedJvm jvm) throws Exception {
        if (hasGroups()) {
            Files.writeString(Path.of("/proc", Long.toString(jvm.pid()), "oom_score_adj"), "-1000");
            container.write("memory.oom.group", "1");
        }
        log.awaitRoomForAReport();
        try (Hog hog = HogSpec.named("group")
                .children(GROUP - 1, 8)
                .in(container)
                .growingAtFullSpeed()
                .start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            leader = hog;
        }
    }

    /** The pod is full, and its other container has the process to kill. On v2 all of the pod dies with it, on v1 that one alone. */
    private void killBesideTheContainer() throws Exception {
        if (hasGroups()) {
            pod.write("memory.oom.group", "1");
        }
        pod.limitTo(LIMIT);
        log.awaitRoomForAReport();
        // A parent and its child would not do: the one may end with the other, before the kernel comes to it.
        try (Hog bystander = bystander(1);
                Hog another = bystander(2)) {
            bystanders = List.of(bystander.pid(), another.pid());
            beside = Victim.killedIn(pod.child("beside"), "beside");
            if (hasGroups()) {
                assertThat(bystander.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
                assertThat(another.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            } else {
                assertThat(bystander.isAlive()).isTrue();
                assertThat(another.isAlive()).isTrue();
            }
        }
        pod.limitTo(MemoryCgroup.NO_LIMIT);
    }

    private Hog bystander(int number) throws IOException {
        return HogSpec.named("bystander-" + number)
                .anonMebibytes(8)
                .in(container)
                .start();
    }

    private boolean hasGroups() {
        return container.version() == CgroupVersion.V2;
    }

    /** Something to map for hogs of any user: the build may lie where only root may look. */
    private static Path fileForEverybody() throws IOException {
        Path file = Files.createTempFile("mapped", null);
        Files.copy(TestFiles.agentJar(), file, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    @AfterAll
    void close() throws IOException {
        pod.close();
        log.close();
    }

    @Test
    void everyKillInTheContainerIsOneEventAndNoneBesideItIsTold() {
        assertThat(events("oomwitness.OomKill"))
                .extracting(event -> event.getLong("victimHostPid"))
                .doesNotHaveDuplicates()
                .contains(pidsOf(growers))
                .contains(inThePod.pid(), innocent.pid(), leader.pid())
                .doesNotContain(stranger.pid(), beside.pid());
        RecordedEvent status = events("oomwitness.WitnessStatus").get(0);
        assertThat(status.getString("source")).isIn(RungUnderTest.sources());
        assertThat(status.getString("loader")).isEqualTo(RunningKernel.isBefore(5, 17) ? "libbpf" : "light");
        assertThat(status.getInt("lostRecords")).isZero();
    }

    @Test
    void everyNumberOfAVictimIsTheKernels() throws Exception {
        for (RecordedEvent event : events("oomwitness.OomKill")) {
            KillAgreement.assertVictimAgrees(
                    event,
                    log.awaitKillOf(event.getLong("victimHostPid"), PATIENCE).process());
        }
    }

    @Test
    void everythingThatTheReportSaysOfTheCauseIsInTheEvent() throws Exception {
        for (Hog grower : growers) {
            RecordedEvent event = killOf(grower);
            KernelOomReport report = reportOf(grower);
            KillAgreement.assertCauseAgrees(event, report);
            KillAgreement.assertConstraintAgrees(event, report);
            KillAgreement.assertDecisionIsToldOrMissing(event, report, LIMIT);
            assertThat(event.getBoolean("limitIsAncestor")).isFalse();
        }
        assertThat(growers.stream().map(this::killOf))
                .extracting(event -> event.getInt("killId"))
                .doesNotHaveDuplicates();
    }

    @Test
    void theAccountOfTheCgroupIsTheReports() throws Exception {
        List<RecordedEvent> accounts = events("oomwitness.OomKillMemory");
        if (!AccountAgreement.isToBeHad()) {
            assertThat(accounts).isEmpty();
            return;
        }
        for (Hog grower : growers) {
            AccountAgreement.assertAgrees(accountOf(killOf(grower), accounts), reportOf(grower));
        }
    }

    @Test
    void theRowsOfIdleProcessesAreTheReportsAndNoneIsOfAnotherCgroup() throws Exception {
        List<Long> earlierVictims = new ArrayList<>();
        for (Hog victim : Stream.concat(growers.stream(), Stream.of(inThePod)).toList()) {
            int killId = killOf(victim).getInt("killId");
            TaskTableAgreement.assertAgrees(
                    events("oomwitness.OomKillTask").stream()
                            .filter(row -> row.getInt("killId") == killId)
                            .toList(),
                    reportOf(victim),
                    earlierVictims,
                    "idle");
            earlierVictims.add(victim.pid());
        }
    }

    @Test
    void theLimitOfThePodIsNamedThoughTheContainersOwnHasRoom() throws Exception {
        RecordedEvent event = killOf(inThePod);
        KernelOomReport report = reportOf(inThePod);
        assertThat(event.getString("limitCgroup")).isEqualTo(pod.path());
        assertThat(event.getBoolean("limitIsAncestor")).isTrue();
        assertThat(event.getLong("limitCgroupLimit")).isEqualTo(LIMIT);
        assertThat(event.getLong("memoryLimit")).isEqualTo(900 * MIB);
        assertThat(event.getString("victimCgroup")).isEqualTo(container.path());
        KillAgreement.assertConstraintAgrees(event, report);
        KillAgreement.assertDecisionIsToldOrMissing(event, report, LIMIT);
    }

    @Test
    void theTriggerIsToldFromTheVictimThatDiesForIt() throws Exception {
        RecordedEvent event = killOf(innocent);
        KernelOomReport report = reportOf(innocent);
        String trigger = report.invocation().orElseThrow().name();
        assertThat(event.getInt("victimUid")).isEqualTo(INNOCENTS_UID);
        assertThat(event.getString("triggerName")).isEqualTo(trigger);
        // A thread of the JVM can need the page that is not there as well.
        assertThat(event.getLong("triggerPid")).isEqualTo(trigger.equals("greedy") ? greedyPid : jvmPid);
        assertThat(event.getBoolean("groupDeath")).isFalse();
        KillAgreement.assertConstraintAgrees(event, report);
    }

    @Test
    void allMembersOfAGroupAreToldByTheOneDecisionTheyDieOf() {
        RecordedEvent chosen = killOf(leader);
        List<RecordedEvent> members = events("oomwitness.OomKill").stream()
                .filter(event -> event.getInt("killId") == chosen.getInt("killId"))
                .toList();
        boolean group = hasGroups();

        assertThat(members)
                .extracting(event -> event.getInt("victimPid"))
                .hasSize(group ? GROUP : 1)
                .doesNotHaveDuplicates();
        assertThat(members)
                .filteredOn(event -> !event.getBoolean("groupDeath"))
                .singleElement()
                .isEqualTo(chosen);
        assertThat(chosen.getInt("victimOomPoints") > 0).isEqualTo(RungUnderTest.seesDecisions(chosen));
        assertThat(members).allMatch(event -> event.getBoolean("oomGroup") == group);
        assertThat(members).extracting(event -> event.getString("limitCgroup")).containsOnly(container.path());
    }

    @Test
    void whoDiesHereForAGroupOfThePodIsToldThoughAProcessOfAnotherContainerWasChosen() throws Exception {
        List<RecordedEvent> members = events("oomwitness.OomKill").stream()
                .filter(event -> bystanders.contains(event.getLong("victimHostPid")))
                .toList();
        if (!hasGroups()) {
            assertThat(members).isEmpty();
            return;
        }
        assertThat(members).hasSize(2);
        assertThat(members)
                .extracting(event -> event.getInt("killId"))
                .containsOnly(members.get(0).getInt("killId"));
        assertThat(members).allSatisfy(member -> {
            assertThat(member.getString("victimCgroup")).isEqualTo(container.path());
            assertThat(member.getString("limitCgroup")).isEqualTo(pod.path());
            assertThat(member.getBoolean("limitIsAncestor")).isTrue();
            assertThat(member.getBoolean("oomGroup")).isTrue();
            // Where the decision is not seen, the first of them passes for the chosen one.
            if (RungUnderTest.seesDecisions(member)) {
                assertThat(member.getBoolean("groupDeath")).isTrue();
            }
        });
        for (long pid : bystanders) {
            assertThat(log.awaitKillOf(pid, PATIENCE).report())
                    .isEqualTo(log.awaitKillOf(beside.pid(), PATIENCE).report());
        }
    }

    private List<RecordedEvent> events(String type) {
        return recorded.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    private RecordedEvent killOf(Hog victim) {
        List<RecordedEvent> kills = events("oomwitness.OomKill").stream()
                .filter(event -> event.getLong("victimHostPid") == victim.pid())
                .toList();
        assertThat(kills).hasSize(1);
        return kills.get(0);
    }

    private KernelOomReport reportOf(Hog victim) throws IOException {
        KernelKill kill = log.awaitKillOf(victim.pid(), PATIENCE);
        return kill.report().orElseThrow(() -> new AssertionError("no full report: " + kill));
    }

    private static RecordedEvent accountOf(RecordedEvent kill, List<RecordedEvent> accounts) {
        List<RecordedEvent> found = accounts.stream()
                .filter(account -> account.getInt("killId") == kill.getInt("killId"))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Long[] pidsOf(List<Hog> hogs) {
        return hogs.stream().map(Hog::pid).toArray(Long[]::new);
    }
}
