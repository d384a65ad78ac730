// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real kills. Needs root, a writable memory cgroup and /dev/kmsg; fails without. */
class KernelLogIT {
    private static final long MIB = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private KernelLog log;
    private MemoryCgroup cgroup;

    @BeforeEach
    void open() throws IOException {
        log = KernelLog.open();
        cgroup = MemoryCgroup.create("kernel-log").limitTo(32 * MIB);
    }

    @AfterEach
    void close() throws IOException {
        cgroup.close();
        log.close();
    }

    @Test
    void aHogThatOutgrowsItsCgroupIsInTheLog() throws Exception {
        log.awaitRoomForAReport();
        try (Hog hog = HogSpec.named("greedy").in(cgroup).growingAtFullSpeed().start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);

            KernelKill kill = log.awaitKillOf(hog.pid(), PATIENCE);
            assertThat(kill.process().name()).isEqualTo("greedy");
            assertThat(kill.process().anonRss())
                    .isCloseTo(32 * MIB, offset(RssAllowance.ofThisMachine().bytes() + MIB));
            KernelOomReport report = kill.report().orElseThrow();
            assertThat(report.constraint().orElseThrow().oomMemcg()).contains(cgroup.path());
            assertThat(report.memory().orElseThrow().limit()).isEqualTo(32 * MIB);
            assertThat(report.tasks()).extracting(OomTask::pid).containsExactly(hog.pid());
        }
    }

    @Test
    void whatTheHogWasToldToBeIsWhatTheKernelSaw() throws Exception {
        Path file = HogExecutable.path();
        HogSpec spec = HogSpec.named("nobody's")
                .in(cgroup)
                .uid(65534)
                .oomScoreAdj(321)
                .mapping(file)
                .shmemMebibytes(5)
                .sleepingThreads(7)
                .children(2, 1)
                .growing(500);
        try (Hog hog = spec.start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);

            KilledProcess killed = log.awaitKillOf(hog.pid(), PATIENCE).process();
            assertThat(killed.name()).isEqualTo("nobody's");
            assertThat(killed.uid()).isEqualTo(65534);
            assertThat(killed.oomScoreAdj()).isEqualTo(321);
            assertThat(killed.shmemRss())
                    .isCloseTo(5 * MIB, offset(RssAllowance.ofThisMachine().bytes()));
        }
    }

    @Test
    void theKillInAChildCgroupNamesTheParentsLimit() throws Exception {
        log.awaitRoomForAReport();
        MemoryCgroup child = cgroup.child("inner");
        try (Hog hog =
                HogSpec.named("inner-greedy").in(child).growingAtFullSpeed().start()) {
            OomConstraint constraint = log.awaitKillOf(hog.pid(), PATIENCE)
                    .report()
                    .orElseThrow()
                    .constraint()
                    .orElseThrow();

            assertThat(constraint.oomMemcg()).contains(cgroup.path());
            assertThat(constraint.taskMemcg()).contains(child.path());
        }
    }

    @Test
    void theInnocentDiesWhereItsScoreSaysSo() throws Exception {
        log.awaitRoomForAReport();
        try (Hog innocent = HogSpec.named("innocent")
                        .in(cgroup)
                        .oomScoreAdj(1000)
                        .anonMebibytes(1)
                        .start();
                Hog greedy = HogSpec.named("greedy").in(cgroup).growing(200).start()) {
            KernelOomReport report =
                    log.awaitKillOf(innocent.pid(), PATIENCE).report().orElseThrow();

            assertThat(report.trigger().orElseThrow().pid()).isEqualTo(greedy.pid());
        }
    }

    @Test
    void aDeathByAnotherHandIsNoKillOfTheKernels() throws Exception {
        Hog hog = HogSpec.named("killed-by-us").in(cgroup).start();

        hog.close();

        assertThat(log.kills()).noneMatch(kill -> kill.process().pid() == hog.pid());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> log.awaitKillOf(hog.pid(), Duration.ofMillis(1)))
                .withMessageContaining("no kill of " + hog.pid() + " was reported");
    }

    @Test
    void aBurstOfKillsIsCompleteThoughTheKernelLimitsItsReports() throws Exception {
        for (int number = 1; number <= 13; number++) {
            try (Hog hog = HogSpec.named("burst-" + number)
                    .in(cgroup)
                    .anonMebibytes(16)
                    .growingAtFullSpeed()
                    .start()) {
                assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
                log.awaitKillOf(hog.pid(), PATIENCE);
            }
        }

        assertThat(log.kills())
                .filteredOn(kill -> kill.process().name().startsWith("burst-"))
                .hasSize(13);
        assertThat(log.overruns()).isZero();
    }

    @Test
    void aLogSeesNothingOfTheTimeBeforeItWasOpened() throws Exception {
        try (Hog hog = HogSpec.named("earlier").in(cgroup).growingAtFullSpeed().start()) {
            log.awaitKillOf(hog.pid(), PATIENCE);
            try (KernelLog later = KernelLog.open()) {
                assertThat(later.kills()).isEmpty();
            }
        }
    }

    @Test
    void severalReadersOfTheOneLogDoNotConfuseEachOther() throws Exception {
        try (KernelLog other = KernelLog.open();
                Hog hog = HogSpec.named("seen-by-both")
                        .in(cgroup)
                        .growingAtFullSpeed()
                        .start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);

            IntStream.range(0, 64)
                    .parallel()
                    .forEach(number ->
                            assertThatNoException().isThrownBy(() -> (number % 2 == 0 ? log : other).kills()));

            assertThat(log.awaitKillOf(hog.pid(), PATIENCE)).isEqualTo(other.awaitKillOf(hog.pid(), PATIENCE));
        }
    }
}
