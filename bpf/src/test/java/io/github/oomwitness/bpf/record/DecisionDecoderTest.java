// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.oomwitness.bpf.record.RecordLayout.DecisionRecord;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionDecoderTest {
    private static final int PAGE = 4096;
    private static final int ALL = DecisionRecordBytes.SEEN
            | DecisionRecordBytes.HAS_MEMCG
            | DecisionRecordBytes.HAS_NODEMASK
            | DecisionRecordBytes.HAS_CPUSET;

    private final RecordDecoder decoder = new RecordDecoder(PAGE);

    @Test
    void whatTheKernelDecidedOnIsReadInBytes() throws Exception {
        Decision decision = decision(DecisionRecordBytes.sample(ALL));

        assertThat(decision.number()).isEqualTo(7);
        assertThat(decision.timeNanos()).isEqualTo(12_345);
        assertThat(decision.control())
                .isEqualTo(new OomControl(
                        OomConstraint.MEMCG,
                        -1,
                        0xcc0,
                        512L << 20,
                        -24,
                        4711,
                        "Memory cgroup out of memory",
                        PAGE,
                        "0"));
        assertThat(decision.cpuset()).isEqualTo("pod");
        assertThat(decision.memsAllowed()).isEqualTo("0-1,64");
    }

    @Test
    void theAccountIsReadInBytesAndCounts() throws Exception {
        ExhaustedCgroup cgroup = decision(DecisionRecordBytes.sample(ALL)).cgroup();

        assertThat(cgroup)
                .isEqualTo(new ExhaustedCgroup(
                        99,
                        512L << 20,
                        512L << 20,
                        -1,
                        MemcgLevel.UNKNOWN_LIMIT,
                        23,
                        new MemoryAccount(
                                100 * PAGE,
                                101 * PAGE,
                                102 * PAGE,
                                103 * PAGE,
                                104,
                                105 * PAGE,
                                106,
                                107 * PAGE,
                                108 * PAGE,
                                109,
                                110,
                                111 * PAGE,
                                -1,
                                113 * PAGE,
                                114,
                                115,
                                116,
                                117,
                                118)));
    }

    @Test
    void whatWasNotSeenIsMissingWhateverTheBytesSay() throws Exception {
        assertThat(decision(DecisionRecordBytes.sample(0))).isEqualTo(new Decision(12_345, 7, null, null, null, null));
    }

    @Test
    void withoutANodemaskAllNodesWereFine() throws Exception {
        assertThat(decision(DecisionRecordBytes.sample(DecisionRecordBytes.SEEN))
                        .control())
                .extracting(OomControl::nodemask)
                .isNull();
    }

    @Test
    void theRootCpusetIsCalledAsTheKernelCallsIt() throws Exception {
        ByteBuffer record = DecisionRecordBytes.sample(ALL);
        record.putInt(DecisionRecord.CPUSET_SIZE, 1);

        assertThat(decision(record).cpuset()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource({"5", "-1", "2147483647"})
    void aCpusetThatReachesPastTheRecordIsMalformed(int size) {
        ByteBuffer record = DecisionRecordBytes.sample(ALL);
        record.putInt(DecisionRecord.CPUSET_SIZE, size);

        assertThatThrownBy(() -> decoder.decode(record)).isInstanceOf(MalformedRecordException.class);
    }

    @ParameterizedTest
    @CsvSource({"4", "-1"})
    void aConstraintThatNoKernelHasIsMalformed(int constraint) {
        ByteBuffer record = DecisionRecordBytes.sample(ALL);
        record.putInt(DecisionRecord.CONSTRAINT, constraint);

        assertThatThrownBy(() -> decoder.decode(record)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void pointsThatNobodyCountedAreNoReason() throws Exception {
        OomControl counted = decision(DecisionRecordBytes.sample(ALL)).control();
        OomControl allocating = new OomControl(
                OomConstraint.NONE, 0, 0, 0, 0, 4711, "Out of memory (oom_kill_allocating_task)", PAGE, null);

        assertThat(counted).matches(OomControl::hasPoints);
        assertThat(allocating.hasPoints()).isFalse();
    }

    /** From a report of Linux 5.10: a limit of 320 MiB, of which the second was chosen. */
    @Test
    void pointsAreReckonedAsTheKernelDoes() {
        OomControl control = new OomControl(
                OomConstraint.MEMCG, 0, 0xcc0, 320L << 20, 96_816, 172, "Memory cgroup out of memory", PAGE, null);

        assertThat(control.points(15_520L * PAGE, 0, 167_936, 1000)).isEqualTo(15_520 + 41 + 81_000);
        assertThat(control.points(56_195L * PAGE, 0, 495_616, 500)).isEqualTo(control.chosenPoints());
        assertThat(control.points(1L * PAGE, 0, 32_768, -999)).isNegative();
        assertThat(control.counted(-1000)).isFalse();
        assertThat(control.counted(-999)).isTrue();
    }

    private Decision decision(ByteBuffer record) throws MalformedRecordException {
        return (Decision) decoder.decode(record);
    }
}
