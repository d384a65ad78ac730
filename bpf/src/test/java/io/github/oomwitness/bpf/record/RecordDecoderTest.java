// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTest {
    private static final long MIB = 1L << 20;

    private final RecordDecoder decoder = new RecordDecoder(KillRecordBytes.PAGE);

    @Test
    void pagesBecomeBytesAndWhatTheKernelLacksStaysMissing() throws Exception {
        KilledProcess victim = kill(KillRecordBytes.sample()).victim();

        assertThat(victim.anonRss()).isEqualTo(20 * MIB);
        assertThat(victim.fileRss()).isEqualTo(3 * 4096);
        assertThat(victim.shmemRss()).isZero();
        assertThat(victim.swap()).isEqualTo(-1);
        assertThat(victim.totalVm()).isEqualTo(5900 * 4096);
        assertThat(victim.pageTables()).isEqualTo(86016);
        assertThat(victim.rssApproximate()).isTrue();
        assertThat(victim.sharesVictimMemory()).isFalse();
    }

    @Test
    void identitiesKeepTheirNamespaceAndAnInvisibleOneIsMissing() throws Exception {
        KillRecord kill = kill(KillRecordBytes.sample());

        assertThat(kill.victim().pid()).isEqualTo(17);
        assertThat(kill.victim().hostPid()).isEqualTo(4711);
        assertThat(kill.victim().isContainerInit()).isTrue();
        assertThat(kill.victim().parentPid()).isEqualTo(-1);
        assertThat(kill.victim().parentHostPid()).isEqualTo(4700);
        assertThat(kill.victim().name()).isEqualTo("soffice.bin");
        assertThat(kill.victim().uid()).as("uids are unsigned").isEqualTo(4294967294L);
        assertThat(kill.victim().oomScoreAdj()).isEqualTo(-998);
        assertThat(kill.trigger()).isEqualTo(new TriggeringTask(21, 22, 4800, 4801, "fifteen-letters", 1000));
        assertThat(kill.hostName()).isEqualTo("converter-0");
    }

    @Test
    void theWayToTheRootHasEachLevelsNameUsageAndLimit() throws Exception {
        MemcgPath memcg = kill(KillRecordBytes.sample()).memcg();

        assertThat(memcg.path()).isEqualTo("/pod/container");
        assertThat(memcg.pathOf(1)).isEqualTo("/pod");
        assertThat(memcg.pathOf(2)).isEqualTo("/");
        assertThat(memcg.version2()).isTrue();
        assertThat(memcg.own().limit()).as("PAGE_COUNTER_MAX is no limit").isEqualTo(MemcgLevel.NO_LIMIT);
        assertThat(memcg.levels().get(1).limit()).isEqualTo(32 * MIB);
        assertThat(memcg.levels().get(1).usage()).isEqualTo(32 * MIB);
        assertThat(memcg.levels().get(1).oomGroup()).isTrue();
        assertThat(memcg.levels().get(2).limit()).isEqualTo(MemcgLevel.UNKNOWN_LIMIT);
        assertThat(kill(KillRecordBytes.sample()).memoryHigh()).isEqualTo(MemcgLevel.NO_LIMIT);
    }

    @Test
    void theStartHasTheArgumentsAsTheyWereGivenAndTheThreadThatGaveThem() throws Exception {
        assertThat(kill(KillRecordBytes.sample()).start())
                .isEqualTo(new ProcessStart(
                        "soffice\0--convert-to\0\0", true, new StartingThread(42, "converter-1", 16, 7_000_000_000L)));
    }

    @Test
    void aStartThatNobodySawIsUnseen() throws Exception {
        ByteBuffer record = KillRecordBytes.sample();
        record.putInt(RecordLayout.KillRecord.FLAGS, 0);
        record.putInt(RecordLayout.KillRecord.STARTER_TID, 0);
        record.putInt(RecordLayout.KillRecord.ARGUMENTS_OFFSET, 0);
        record.putInt(RecordLayout.KillRecord.ARGUMENTS_LENGTH, 0);

        assertThat(kill(record).start()).isEqualTo(ProcessStart.unseen());
    }

    @Test
    void argumentsThatReachPastTheTextAreMalformed() {
        ByteBuffer record = KillRecordBytes.sample();
        record.putInt(RecordLayout.KillRecord.ARGUMENTS_LENGTH, 4000);

        assertThatThrownBy(() -> decoder.decode(record)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void theStackBeginsBelowTheProgramThatRecordedIt() throws Exception {
        assertThat(kill(KillRecordBytes.sample()).kernelStack())
                .containsExactly("oom_kill_process+0x1d/0x20", "out_of_memory+0x3/0x4");
    }

    @Test
    void aKillByAProcessHasBothOfThemAndWhatIsNotKnownStaysMissing() throws Exception {
        assertThat(decoder.decode(ProcessKillRecordBytes.sample()))
                .isEqualTo(new ProcessKillRecord(
                        9_000_000_000L,
                        new ObservedProcess(17, 4711, "worker", null, false),
                        new ObservedProcess(-1, 900, "kill", "kill\0-9\0" + "17\0", false)));
    }

    @Test
    void aStallHasWhatWasFreedInBytes() throws Exception {
        assertThat(decoder.decode(ReclaimStallRecordBytes.sample()))
                .isEqualTo(new ReclaimStallRecord(
                        9_000_000_000L, 12_000_000L, 42, 4742, "worker-3", 32 * KillRecordBytes.PAGE, 3));
    }

    @Test
    void aStallOfAThreadThatIsNotVisibleHereHasNoNumber() throws Exception {
        ByteBuffer record = ReclaimStallRecordBytes.sample();
        record.putInt(RecordLayout.ReclaimStallRecord.TID, 0);

        assertThat(((ReclaimStallRecord) decoder.decode(record)).tid()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, RecordLayout.ARGUMENTS_LENGTH + 1})
    void argumentsOfAnImpossibleLengthAreMalformed(int length) {
        ByteBuffer record = ProcessKillRecordBytes.sample();
        record.putInt(RecordLayout.ProcessKillRecord.SENDER + RecordLayout.ObservedProcess.ARGUMENTS_LENGTH, length);

        assertThatThrownBy(() -> decoder.decode(record)).isInstanceOf(MalformedRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 15, 200, RecordLayout.KillRecord.TEXT - 1, RecordLayout.KillRecord.TEXT + 10})
    void aTruncatedRecordIsMalformedAndNothingElse(int length) {
        ByteBuffer truncated = KillRecordBytes.sample().slice(0, length);

        assertThatThrownBy(() -> decoder.decode(truncated)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void aRecordOfAnUnknownKindIsMalformed() {
        ByteBuffer record = KillRecordBytes.sample();
        record.putInt(RecordLayout.RecordHeader.KIND, 99);

        assertThatThrownBy(() -> decoder.decode(record))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("kind 99");
    }

    @Test
    void aPathOfNoLevelsIsMalformed() {
        ByteBuffer record = KillRecordBytes.sample();
        record.putInt(RecordLayout.KillRecord.LEVEL_COUNT, 0);

        assertThatThrownBy(() -> decoder.decode(record)).isInstanceOf(MalformedRecordException.class);
    }

    @Property
    void noBytesMakeTheDecoderFailInAnyOtherWay(
            @ForAll @IntRange(max = RecordLayout.KillRecord.SIZE_OF) int position, @ForAll long noise) {
        ByteBuffer record = KillRecordBytes.sample();
        if (position + Long.BYTES <= record.limit()) {
            record.putLong(position, noise);
        }
        decodesOrIsMalformed(record);
    }

    @Property
    void noBytesOfAStallMakeItFailInAnyOtherWay(
            @ForAll @IntRange(max = RecordLayout.ReclaimStallRecord.SIZE_OF - Long.BYTES) int position,
            @ForAll long noise) {
        ByteBuffer record = ReclaimStallRecordBytes.sample();
        record.putLong(position, noise);
        decodesOrIsMalformed(record);
    }

    @Property
    void noiseOfAnyLengthIsARecordOrMalformed(@ForAll byte[] noise) {
        decodesOrIsMalformed(ByteBuffer.wrap(noise).order(ByteOrder.nativeOrder()));
    }

    private void decodesOrIsMalformed(ByteBuffer bytes) {
        try {
            assertThat(decoder.decode(bytes)).isNotNull();
        } catch (MalformedRecordException expected) {
            assertThat(expected).hasMessageContaining(" ");
        }
    }

    private KillRecord kill(ByteBuffer bytes) throws MalformedRecordException {
        return (KillRecord) decoder.decode(bytes);
    }
}
