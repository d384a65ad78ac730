// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.cgroup.MemoryStat;
import io.github.oomwitness.cgroup.MemoryStatField;
import io.github.oomwitness.cgroup.Readings;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.JvmBooks;
import io.github.oomwitness.jvm.JvmMemory;
import io.github.oomwitness.jvm.TaggedMemory;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All amounts in MiB. */
class BookkeepingTest {
    private static final long MIB = 1L << 20;
    private static final MemoryStat STAT = MemoryStat.of(Map.of(
            MemoryStatField.ANON, 300 * MIB,
            MemoryStatField.FILE, 120 * MIB,
            MemoryStatField.SHMEM, 50 * MIB,
            MemoryStatField.KERNEL, 10 * MIB,
            MemoryStatField.SOCK, 2 * MIB));

    @Test
    void everyByteIsInOneRow() {
        MemoryLedger ledger = Bookkeeping.draw(new LedgerReadings(
                0,
                reading(440, STAT),
                memory(100, 0, 5, 8, 30, 120),
                heap(100, 20),
                new JvmBooks(TaggedMemory.missing(), 40 * MIB, 6 * MIB, -1, 20),
                70 * MIB));

        assertThat(rows(ledger))
                .containsEntry(LedgerRow.HEAP, 100L)
                .containsEntry(LedgerRow.CODE_CACHE, 5L)
                .containsEntry(LedgerRow.THREAD_STACKS, 8L)
                .containsEntry(LedgerRow.DIRECT, 20L)
                .containsEntry(LedgerRow.METASPACE, 40L)
                .containsEntry(LedgerRow.GC, 6L)
                .containsEntry(LedgerRow.OTHER_JVM, 54L)
                .containsEntry(LedgerRow.SIBLINGS, 70L)
                .containsEntry(LedgerRow.SHMEM, 50L)
                .containsEntry(LedgerRow.MAPPED, 30L)
                .containsEntry(LedgerRow.PAGE_CACHE, 40L)
                .containsEntry(LedgerRow.KERNEL, 12L)
                .containsEntry(LedgerRow.UNACCOUNTED, 5L);
        assertThat(ledger.estimated()).containsExactly(LedgerRow.METASPACE, LedgerRow.GC);
    }

    @Test
    void whatIsTaggedIsNoEstimateUnlessItHasGrownTogetherWithSomethingElse() {
        MemoryLedger ledger = tagged(false);

        assertThat(rows(ledger))
                .containsEntry(LedgerRow.CODE_CACHE, 7L)
                .containsEntry(LedgerRow.METASPACE, 40L)
                .containsEntry(LedgerRow.GC, 6L)
                .containsEntry(LedgerRow.OTHER_JVM, 52L);
        assertThat(ledger.estimated()).isEmpty();
        assertThat(tagged(true).estimated()).containsExactly(LedgerRow.GC);
    }

    private static MemoryLedger tagged(boolean mixed) {
        TaggedMemory tagged = new TaggedMemory(40 * MIB, 6 * MIB, mixed, 7 * MIB);
        return Bookkeeping.draw(new LedgerReadings(
                0,
                reading(440, STAT),
                memory(100, 0, 5, 8, 30, 120),
                heap(100, 20),
                new JvmBooks(tagged, tagged.metaspace(), tagged.collector(), -1, 20),
                70 * MIB));
    }

    @Test
    void whatTheJvmHasCommittedIsNoMoreThanWhatIsResident() {
        MemoryLedger ledger = Bookkeeping.draw(new LedgerReadings(
                0,
                reading(440, STAT),
                memory(100, 0, 5, 8, 0, 30),
                heap(100, 20),
                new JvmBooks(TaggedMemory.missing(), 40 * MIB, 6 * MIB, -1, 20),
                0));

        assertThat(rows(ledger))
                .containsEntry(LedgerRow.DIRECT, 20L)
                .containsEntry(LedgerRow.METASPACE, 10L)
                .containsEntry(LedgerRow.GC, 0L)
                .containsEntry(LedgerRow.OTHER_JVM, 0L);
    }

    @Test
    void aHeapInSharedMemoryIsChargedAsItIsCommitted() {
        MemoryLedger ledger = Bookkeeping.draw(new LedgerReadings(
                0,
                reading(440, STAT),
                memory(20, 20, 5, 8, 0, 30),
                heap(32, 0),
                new JvmBooks(TaggedMemory.missing(), 10 * MIB, 1 * MIB, -1, 20),
                0));

        assertThat(rows(ledger)).containsEntry(LedgerRow.HEAP, 32L).containsEntry(LedgerRow.SHMEM, 18L);
    }

    @Test
    void aHeapOfWhichNobodyKnowsWhereItLiesIsAnEstimate() {
        MemoryLedger ledger = Bookkeeping.draw(new LedgerReadings(
                0,
                reading(440, STAT),
                memory(-1, 0, 5, 8, 0, 130),
                heap(100, 0),
                new JvmBooks(TaggedMemory.missing(), 10 * MIB, 1 * MIB, -1, 20),
                0));

        assertThat(rows(ledger)).containsEntry(LedgerRow.HEAP, 100L).containsEntry(LedgerRow.OTHER_JVM, 19L);
        assertThat(ledger.estimated()).contains(LedgerRow.HEAP);
    }

    @Test
    void whatCannotBeReadIsMissingAndPartOfWhatIsUnaccounted() {
        MemoryLedger ledger = Bookkeeping.draw(new LedgerReadings(
                0,
                reading(440, MemoryStat.missing()),
                JvmMemory.missing(),
                HeapReading.missing(),
                JvmBooks.missing(),
                -1));

        assertThat(ledger.get(LedgerRow.HEAP)).isEqualTo(-1);
        assertThat(ledger.get(LedgerRow.SIBLINGS)).isEqualTo(-1);
        assertThat(ledger.get(LedgerRow.PAGE_CACHE)).isEqualTo(-1);
        assertThat(ledger.get(LedgerRow.UNACCOUNTED)).isEqualTo(440 * MIB);
    }

    @Test
    void majorFaultsStandForWhatCameBackFromSwapOnlyWhereThatIsNotTold() {
        assertThat(backFromSwap(Map.of(MemoryStatField.REFAULT_ANON, 7L, MemoryStatField.MAJOR_PAGE_FAULTS, 9L)))
                .isEqualTo(7);
        assertThat(backFromSwap(Map.of(MemoryStatField.MAJOR_PAGE_FAULTS, 9L))).isEqualTo(9);
        assertThat(backFromSwap(Map.of())).isEqualTo(-1);
    }

    private static long backFromSwap(Map<MemoryStatField, Long> stat) {
        return Bookkeeping.draw(new LedgerReadings(
                        0,
                        reading(440, MemoryStat.of(stat)),
                        JvmMemory.missing(),
                        HeapReading.missing(),
                        JvmBooks.missing(),
                        -1))
                .backFromSwap();
    }

    private static Map<LedgerRow, Long> rows(MemoryLedger ledger) {
        Map<LedgerRow, Long> rows = new EnumMap<>(LedgerRow.class);
        for (LedgerRow row : LedgerRow.values()) {
            rows.put(row, ledger.get(row) / MIB);
        }
        return rows;
    }

    private static CgroupReading reading(long usage, MemoryStat stat) {
        return Readings.of(usage * MIB, 512 * MIB, stat);
    }

    private static JvmMemory memory(long heap, long shared, long code, long stacks, long mapped, long other) {
        return new JvmMemory(
                heap < 0 ? -1 : heap * MIB, shared * MIB, code * MIB, stacks * MIB, mapped * MIB, other * MIB, 0, 0);
    }

    private static HeapReading heap(long committed, long direct) {
        return new HeapReading(committed * MIB, committed * MIB, committed * MIB, -1, -1, direct * MIB);
    }
}
