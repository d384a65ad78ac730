// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entries as Linux 6.18 and 6.1 print them of a JVM. */
class SmapsReaderTest {
    private static final String HEAP = entry("ed400000-f1c00000 rw-p 00000000 00:00 0 ", 46_000, 46_000, 0);
    private static final String RESERVED = entry("f1c00000-100000000 ---p 00000000 00:00 0 ", 0, 0, 0);
    private static final String CODE = entry("7f1000000000-7f1000270000 rwxp 00000000 00:00 0 ", 2_300, 2_300, 0);
    private static final String STACK = entry("7f2000004000-7f2000100000 rw-p 00000000 00:00 0 ", 90, 90, 0);
    private static final String MAIN_STACK =
            entry("7ffd1000000-7ffd1021000 rw-p 00000000 00:00 0                          [stack]", 20, 20, 0);
    private static final String ARENA = entry("7f3000000000-7f3000021000 rw-p 00000000 00:00 0 ", 4_096, 4_096, 2_048);
    private static final String LIBRARY = entry(
            "7f4000000000-7f4000e00000 r-xp 0028b000 fe:00 328260                     /usr/lib/jvm/lib/server/libjvm.so",
            9_000,
            0,
            0);
    private static final String BUFFER = entry(
            "7f5000000000-7f5004000000 rw-s 00000000 fe:00 77                         /data/with a space/index.bin",
            65_536,
            0,
            0);
    private static final String ON_TMPFS =
            entry("7f6000000000-7f6004000000 rw-s 00000000 00:1a 9                          /dev/shm/ring", 64, 0, 0);
    private static final String SET_ASIDE = entry(
                    "f0000000-100000000 rw-p 00000000 00:10 5101                     /anon_hugepage (deleted)", 0, 0, 0)
            .replaceFirst("(Private_Hugetlb:) +0", "$1 131072");
    private static final String SHARED_HEAP = entry(
            "40000000000-40012c00000 rw-s 00000000 00:01 2771                         /memfd:java_heap (deleted)",
            15_000,
            0,
            0);

    private final SmapsReader reader = new SmapsReader();

    @Test
    void eachKindIsAddedToItsOwnSum() throws IOException {
        JvmMemory memory = read(
                new AddressRange(0xed400000L, 0x100000000L),
                HEAP + RESERVED + CODE + LIBRARY + ARENA + STACK + BUFFER + ON_TMPFS + MAIN_STACK);

        assertThat(memory)
                .isEqualTo(new JvmMemory(
                        kibibytes(46_000),
                        0,
                        kibibytes(2_300),
                        kibibytes(110),
                        kibibytes(65_536),
                        kibibytes(4_096),
                        kibibytes(2_048),
                        0));
    }

    @Test
    void aHeapInAFileInMemoryIsHeapOnce() throws IOException {
        JvmMemory memory = read(null, SHARED_HEAP + SHARED_HEAP + SHARED_HEAP + ARENA);

        assertThat(memory.heap()).isEqualTo(kibibytes(45_000));
        assertThat(memory.sharedHeap()).isEqualTo(kibibytes(45_000));
        assertThat(memory.mappedFiles()).isZero();
    }

    @Test
    void aHeapInHugePagesThatWereSetAsideIsKnownByItsAddresses() throws IOException {
        JvmMemory memory = read(new AddressRange(0xf0000000L, 0x100000000L), SET_ASIDE + ARENA);

        assertThat(memory.heap()).isZero();
        assertThat(memory.heapSetAside()).isEqualTo(256 << 20);
        assertThat(memory.otherAnonymous()).isEqualTo(kibibytes(4_096));
    }

    @Test
    void aHeapOfWhichNobodyKnowsWhereItLiesIsMissingAndPartOfTheRest() throws IOException {
        JvmMemory memory = read(null, HEAP + ARENA);

        assertThat(memory.heap()).isEqualTo(-1);
        assertThat(memory.otherAnonymous()).isEqualTo(kibibytes(50_096));
    }

    @Test
    void aPathWithSpacesIsOnePath() throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        reader.read(stream(BUFFER), mappings::add);

        assertThat(mappings).singleElement().satisfies(mapping -> {
            assertThat(mapping.path()).isEqualTo("/data/with a space/index.bin");
            assertThat(mapping.shared()).isTrue();
            assertThat(mapping.device()).isEqualTo("fe:00");
        });
    }

    @Test
    void aTextThatIsNoneOfSmapsIsRefused() {
        assertThatThrownBy(() -> reader.read(stream("deadbeef\n"), mapping -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("no line of smaps: deadbeef");
    }

    @Property
    void whateverIsReadItIsAddedUpOrRefused(@ForAll byte[] garbage) throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        byte[] text = (HEAP + new String(garbage, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        try {
            new SmapsReader().read(new ByteArrayInputStream(text), mappings::add);
        } catch (IOException refused) {
            assertThat(refused).hasMessageStartingWith("no line of smaps");
        }
        assertThat(mappings).allSatisfy(mapping -> assertThat(mapping.start()).isNotNegative());
    }

    @Test
    void manyMappingsAreReadInParts() throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        reader.read(stream(ARENA.repeat(2_000)), mappings::add);

        assertThat(mappings)
                .hasSize(2_000)
                .allSatisfy(mapping -> assertThat(mapping.anonymous()).isEqualTo(kibibytes(4_096)));
    }

    @Test
    void devicesOfTmpfsAreKnownByTheMounts() {
        assertThat(JvmMemoryReader.tmpfsDevices("""
                        22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
                        25 22 0:26 / /dev/shm rw,nosuid shared:4 - tmpfs tmpfs rw
                        26 22 0:300 / /run rw - tmpfs tmpfs rw
                        """)).isEqualTo(Set.of("00:1a", "00:12c"));
    }

    private JvmMemory read(@Nullable AddressRange heap, String smaps) throws IOException {
        JvmMemoryAccount account = new JvmMemoryAccount(heap, new long[] {0x7f20000ff470L}, Set.of("00:1a"));
        reader.read(stream(smaps), account);
        return account.total();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long kibibytes(long count) {
        return count * 1024;
    }

    private static String entry(String header, long pss, long anonymous, long huge) {
        return header + """

                Size:              74752 kB
                KernelPageSize:        4 kB
                MMUPageSize:           4 kB
                Rss:               %1$d kB
                Pss:               %1$d kB
                Pss_Dirty:         %1$d kB
                Shared_Clean:          0 kB
                Private_Dirty:     %1$d kB
                Referenced:        %1$d kB
                Anonymous:         %2$d kB
                KSM:                   0 kB
                LazyFree:              0 kB
                AnonHugePages:     %3$d kB
                ShmemPmdMapped:        0 kB
                Shared_Hugetlb:        0 kB
                Private_Hugetlb:       0 kB
                Swap:                  0 kB
                Locked:                0 kB
                VmFlags: rd wr mr mw me ac sd
                """.formatted(pss, anonymous, huge);
    }
}
