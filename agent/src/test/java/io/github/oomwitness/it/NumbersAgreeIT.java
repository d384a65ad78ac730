// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel's own report is the oracle: each number of an event against the number it printed for the same kill. */
class NumbersAgreeIT {
    private static final long MIB = 1L << 20;
    private static final int KILLS = 7;
    private static final int NEXT_IN_LINE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    @SuppressWarnings("try") // The one that is next in line only has to be there.
    void everyNumberOfAnEventIsTheKernels(Jdk jdk) throws Exception {
        Path mapped = Victim.fileForEverybody();
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("numbers").limitTo(320 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(jdk)
                        .in(cgroup)
                        .agentOptions(RungUnderTest.agentOptions())
                        .recording()
                        .start()
                        .awaitWitness()) {
            for (int number = 0; number < KILLS; number++) {
                log.awaitRoomForAReport();
                try (Hog second = nextInLine(cgroup)) {
                    Hog victim = kill(cgroup, mapped, number);
                    // The recorder ends with the JVM by a hook of its own: the last kill would race with that.
                    jvm.awaitKillOf(victim.pid());
                }
            }
            assertThat(jvm.exit(0)).isZero();

            List<RecordedEvent> growers = new ArrayList<>();
            List<Long> failCounts = new ArrayList<>();
            Map<Integer, KernelOomReport> reports = new HashMap<>();
            for (RecordedEvent event : jvm.events("oomwitness.OomKill")) {
                KernelKill told = log.awaitKillOf(event.getLong("victimHostPid"), PATIENCE);
                KillAgreement.assertVictimAgrees(event, told.process());
                if (event.getString("victimName").startsWith("grower-")) {
                    KernelOomReport report =
                            told.report().orElseThrow(() -> new AssertionError("no full report: " + told));
                    KillAgreement.assertCauseAgrees(event, report);
                    growers.add(event);
                    failCounts.add(report.memory().orElseThrow().failCount());
                }
                told.report().ifPresent(report -> reports.put(event.getInt("killId"), report));
            }
            assertThat(growers).hasSize(KILLS);
            assertFailCountsFitIn(growers, failCounts);
            assertAccountsAgree(jvm.events("oomwitness.OomKillMemory"), reports);
            assertThat(log.overruns()).isZero();
        } finally {
            Files.delete(mapped);
        }
    }

    /**
     * The kernel loses sight of a victim of several threads before it has its memory back, and may choose once more
     * (docs/decisions/0013), and again. These it then finds before the JVM, but none of the growers after them.
     */
    private static Hog nextInLine(MemoryCgroup cgroup) throws IOException {
        return HogSpec.named("second")
                .oomScoreAdj(NEXT_IN_LINE)
                .children(6, 2)
                .in(cgroup)
                .start();
    }

    private static Hog kill(MemoryCgroup cgroup, Path mapped, int number) throws IOException, InterruptedException {
        try (Hog hog = Victim.grower(number, mapped).in(cgroup).start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            return hog;
        }
    }

    private static void assertAccountsAgree(List<RecordedEvent> accounts, Map<Integer, KernelOomReport> reports)
            throws IOException {
        if (!AccountAgreement.isToBeHad()) {
            assertThat(accounts).isEmpty();
            return;
        }
        assertThat(accounts).extracting(account -> account.getInt("killId")).containsAll(reports.keySet());
        for (RecordedEvent account : accounts) {
            KernelOomReport report = reports.get(account.getInt("killId"));
            if (report != null) {
                AccountAgreement.assertAgrees(account, report);
            }
        }
    }

    /**
     * It only grows, by each try that the limit stops, be it another task's between the report and the record. Where the
     * decision is seen it is read before the report, where only the death is seen after it. On v1 with a limit on memory
     * and swap together, that one stops all tries and this stays at 0.
     */
    private static void assertFailCountsFitIn(List<RecordedEvent> events, List<Long> reported) {
        for (int kill = 0; kill < events.size(); kill++) {
            long before = kill == 0 ? 0 : reported.get(kill - 1);
            long after = kill == events.size() - 1 ? Long.MAX_VALUE : reported.get(kill + 1);
            boolean early = RungUnderTest.seesDecisions(events.get(kill));
            assertThat(events.get(kill).getLong("memoryFailCount"))
                    .as("of kill " + kill + ", reported " + reported)
                    .isBetween(early ? before : reported.get(kill), early ? reported.get(kill) : after);
        }
    }
}
