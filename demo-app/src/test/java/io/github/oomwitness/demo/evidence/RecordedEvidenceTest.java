// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordedEvidenceTest {
    @Test
    void aKillIsFoundByItsHostPid() throws Exception {
        RecordedEvidence evidence =
                Recorder.record(() -> RecordedKill.asLogged().commit());

        assertThat(evidence.killOf(4711)).isPresent();
        assertThat(evidence.killOf(12)).isEmpty();
    }

    @Test
    void theStartOfAVictimNamesTheThreadAndTheFrameThatIsNotTheJdks() throws Exception {
        RecordedKill kill = RecordedKill.asLogged();
        RecordedEvidence evidence = Recorder.record(() -> {
            Thread worker = new Thread(() -> kill.victimPid = startChild(), "worker-7");
            worker.start();
            worker.join();
            kill.commit();
        });

        ChildStart start = evidence.startOf(evidence.kills().get(0)).orElseThrow();

        assertThat(start.thread()).contains("worker-7");
        assertThat(start.frame())
                .hasValueSatisfying(frame -> assertThat(frame).matches("RecordedEvidenceTest\\.startChild:\\d+"));
    }

    private static int startChild() {
        try {
            Process child = new ProcessBuilder("true").start();
            child.waitFor();
            return (int) child.pid();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void aVictimThatThisJvmDidNotStartHasNoStart() throws Exception {
        RecordedEvidence evidence =
                Recorder.record(() -> RecordedKill.asLogged().commit());

        assertThat(evidence.startOf(evidence.kills().get(0))).isEmpty();
    }

    @Test
    void valuesAreReadByTheirNames() throws Exception {
        KillEvent event = Recorder.event(RecordedKill.asLogged());

        assertThat(event.text("victimName")).contains("doc-converter");
        assertThat(event.number("victimAnonRss")).hasValue(200_000 * 1024L);
        assertThat(event.signedNumber("victimOomScoreAdj")).hasValue(-1);
        assertThat(event.limit("heapMax")).hasValue(Long.MAX_VALUE);
        assertThat(event.detectionLatency()).contains(Duration.ofNanos(250_000));
        assertThat(event.kernelTime()).contains(Instant.ofEpochMilli(1_700_000_000_123L));
    }

    @Test
    void missingValuesAreNeverNumbers() throws Exception {
        RecordedKill kill = RecordedKill.asLogged();
        kill.victimName = null;
        kill.victimAnonRss = -1;
        kill.victimOomScoreAdj = Integer.MIN_VALUE;
        kill.limitCgroupLimit = -2;
        kill.detectionLatency = -1;
        kill.kernelTime = Long.MIN_VALUE;

        KillEvent event = Recorder.event(kill);

        assertThat(event.text("victimName")).isEmpty();
        assertThat(event.number("victimAnonRss")).isEmpty();
        assertThat(event.signedNumber("victimOomScoreAdj")).isEmpty();
        assertThat(event.limit("limitCgroupLimit")).isEmpty();
        assertThat(event.detectionLatency()).isEmpty();
        assertThat(event.kernelTime()).isEmpty();
    }

    @Test
    void aFieldThatAnAgentOfAnotherVersionLacksIsMissing() throws Exception {
        KillEvent event = Recorder.event(RecordedKill.asLogged());

        assertThat(event.text("message")).isEmpty();
        assertThat(event.number("limitCgroupUsage")).isEmpty();
        assertThat(event.signedNumber("order")).isEmpty();
        assertThat(event.flag("limitIsAncestor")).isFalse();
    }
}
