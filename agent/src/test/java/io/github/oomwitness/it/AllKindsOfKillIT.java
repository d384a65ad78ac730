// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.KernelOomReport;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
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
@Tag("all_kinds")
@TestInstance(Lifecycle.PER_CLASS)
class AllKindsOfKillIT {
    private static final long MIB = 1L << 20;

    private KillsOfAllKinds kills;

    @BeforeAll
    void haveThemKilled() throws Exception {
        kills = KillsOfAllKinds.haveThemKilled();
    }

    @AfterAll
    void close() throws IOException {
        if (kills != null) {
            kills.close();
        }
    }

    @Test
    void everyKillInTheContainerIsOneEventAndNoneBesideItIsTold() {
        assertThat(kills.events("oomwitness.OomKill"))
                .extracting(event -> event.getLong("victimHostPid"))
                .doesNotHaveDuplicates()
                .contains(pidsOf(kills.growers()))
                .contains(kills.pidOf("in-the-pod"), kills.pidOf("innocent"), kills.pidOf("group"))
                .doesNotContain(kills.pidOf("stranger"), kills.pidOf("beside"));
        List<RecordedEvent> states = kills.events("oomwitness.WitnessStatus");
        RecordedEvent status = states.get(states.size() - 1);
        assertThat(status.getString("source")).isIn(RungUnderTest.sources());
        assertThat(status.getString("loader")).isEqualTo(RunningKernel.isBefore(5, 17) ? "libbpf" : "light");
        assertThat(status.getInt("lostRecords")).isZero();
    }

    @Test
    void everyNumberOfAVictimIsTheKernels() throws Exception {
        for (RecordedEvent event : kills.events("oomwitness.OomKill")) {
            KillAgreement.assertVictimAgrees(
                    event, kills.kernels(event.getLong("victimHostPid")).process());
        }
    }

    @Test
    void everythingThatTheReportSaysOfTheCauseIsInTheEvent() throws Exception {
        for (Hog grower : kills.growers()) {
            RecordedEvent event = kills.killOf(grower);
            KernelOomReport report = kills.reportOf(grower);
            KillAgreement.assertCauseAgrees(event, report);
            KillAgreement.assertConstraintAgrees(event, report);
            KillAgreement.assertDecisionIsToldOrMissing(event, report, KillsOfAllKinds.LIMIT);
            assertThat(event.getBoolean("limitIsAncestor")).isFalse();
        }
        assertThat(kills.growers().stream().map(kills::killOf))
                .extracting(event -> event.getInt("killId"))
                .doesNotHaveDuplicates();
    }

    @Test
    void theAccountOfTheCgroupIsTheReports() throws Exception {
        List<RecordedEvent> accounts = kills.events("oomwitness.OomKillMemory");
        if (!AccountAgreement.isToBeHad()) {
            assertThat(accounts).isEmpty();
            return;
        }
        for (Hog grower : kills.growers()) {
            AccountAgreement.assertAgrees(accountOf(kills.killOf(grower), accounts), kills.reportOf(grower));
        }
    }

    @Test
    void theRowsOfIdleProcessesAreTheReportsAndNoneIsOfAnotherCgroup() throws Exception {
        for (Hog victim : Stream.concat(kills.growers().stream(), Stream.of(kills.hog("in-the-pod")))
                .toList()) {
            TaskTableAgreement.assertAgrees(
                    kills.rowsOf(victim),
                    kills.reportOf(victim),
                    kills.victimsBefore(victim),
                    kills.killOf(victim).getLong("totalMemory"),
                    "idle");
        }
    }

    /** The row is of the newest table, the report of the kill, and it only grew meanwhile. */
    @Test
    void theRowOfABusyProcessIsBetweenWhatItHadBeforeAndTheReports() throws Exception {
        for (Hog victim : kills.growers()) {
            TaskTableAgreement.assertBetween(
                    kills.rowsOf(victim), kills.pidOf("busy"), kills.busyBefore(), kills.reportOf(victim));
        }
    }

    @Test
    void theLimitOfThePodIsNamedThoughTheContainersOwnHasRoom() throws Exception {
        RecordedEvent event = kills.killOf(kills.hog("in-the-pod"));
        KernelOomReport report = kills.reportOf(kills.hog("in-the-pod"));
        assertThat(event.getString("limitCgroup")).isEqualTo(kills.pod().path());
        assertThat(event.getBoolean("limitIsAncestor")).isTrue();
        assertThat(event.getLong("limitCgroupLimit")).isEqualTo(KillsOfAllKinds.LIMIT);
        assertThat(event.getLong("memoryLimit")).isEqualTo(900 * MIB);
        assertThat(event.getString("victimCgroup")).isEqualTo(kills.container().path());
        KillAgreement.assertConstraintAgrees(event, report);
        KillAgreement.assertDecisionIsToldOrMissing(event, report, KillsOfAllKinds.LIMIT);
    }

    @Test
    void theTriggerIsToldFromTheVictimThatDiesForIt() throws Exception {
        RecordedEvent event = kills.killOf(kills.hog("innocent"));
        KernelOomReport report = kills.reportOf(kills.hog("innocent"));
        String trigger = report.invocation().orElseThrow().name();
        assertThat(event.getInt("victimUid")).isEqualTo(KillsOfAllKinds.INNOCENTS_UID);
        assertThat(event.getString("triggerName")).isEqualTo(trigger);
        // A thread of the JVM can need the page that is not there as well.
        assertThat(event.getLong("triggerPid"))
                .isEqualTo(
                        switch (trigger) {
                            case "greedy" -> kills.pidOf("greedy");
                            case "busy" -> kills.pidOf("busy");
                            default -> kills.jvmPid();
                        });
        assertThat(event.getBoolean("groupDeath")).isFalse();
        KillAgreement.assertConstraintAgrees(event, report);
    }

    @Test
    void allMembersOfAGroupAreToldByTheOneDecisionTheyDieOf() {
        RecordedEvent chosen = kills.killOf(kills.hog("group"));
        List<RecordedEvent> members = kills.events("oomwitness.OomKill").stream()
                .filter(event -> event.getInt("killId") == chosen.getInt("killId"))
                .toList();
        boolean group = kills.hasGroups();

        assertThat(members)
                .extracting(event -> event.getInt("victimPid"))
                .hasSize(group ? KillsOfAllKinds.GROUP : 1)
                .doesNotHaveDuplicates();
        assertThat(members)
                .filteredOn(event -> !event.getBoolean("groupDeath"))
                .singleElement()
                .isEqualTo(chosen);
        assertThat(chosen.getInt("victimOomPoints") > 0).isEqualTo(RungUnderTest.seesDecisions(chosen));
        assertThat(members).allMatch(event -> event.getBoolean("oomGroup") == group);
        assertThat(members)
                .extracting(event -> event.getString("limitCgroup"))
                .containsOnly(kills.container().path());
    }

    @Test
    void whoDiesHereForAGroupOfThePodIsToldThoughAProcessOfAnotherContainerWasChosen() throws Exception {
        List<RecordedEvent> members = kills.events("oomwitness.OomKill").stream()
                .filter(event -> kills.bystanders().contains(event.getLong("victimHostPid")))
                .toList();
        if (!kills.hasGroups()) {
            assertThat(members).isEmpty();
            return;
        }
        assertThat(members).hasSize(2);
        assertThat(members)
                .extracting(event -> event.getInt("killId"))
                .containsOnly(members.get(0).getInt("killId"));
        assertThat(members).allSatisfy(member -> {
            assertThat(member.getString("victimCgroup"))
                    .isEqualTo(kills.container().path());
            assertThat(member.getString("limitCgroup")).isEqualTo(kills.pod().path());
            assertThat(member.getBoolean("limitIsAncestor")).isTrue();
            assertThat(member.getBoolean("oomGroup")).isTrue();
            // Where the decision is not seen, the first of them passes for the chosen one.
            if (RungUnderTest.seesDecisions(member)) {
                assertThat(member.getBoolean("groupDeath")).isTrue();
            }
        });
        for (long pid : kills.bystanders()) {
            assertThat(kills.kernels(pid).report())
                    .isEqualTo(kills.kernels(kills.pidOf("beside")).report());
        }
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
