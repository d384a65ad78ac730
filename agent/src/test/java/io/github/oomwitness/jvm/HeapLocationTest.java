// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts as JDK 17 and 25 print them for -Xmx300m. */
class HeapLocationTest {
    private static final AddressRange ALL = new AddressRange(0xed400000L, 0x100000000L);

    @Test
    void ofG1IsTheOneSpaceThatIsNamed() {
        assertThat(HeapLocation.parse("""
                         garbage-first heap   total 307200K, used 43546K [0x00000000ed400000, 0x0000000100000000)
                          region size 1024K, 1 young (1024K), 0 survivors (0K)
                         Metaspace       used 73K, committed 320K, reserved 1114112K
                        """)).isEqualTo(ALL);
    }

    @Test
    void ofSerialReachesOverBothGenerations() {
        assertThat(HeapLocation.parse("""
                        DefNew     total 92160K, used 47513K [0x00000000ed400000, 0x00000000f3800000, 0x00000000f3800000)
                         eden space 81920K,  58% used [0x00000000ed400000, 0x00000000f02666c0, 0x00000000f2400000)
                        Tenured    total 204800K, used 1166K [0x00000000f3800000, 0x0000000100000000, 0x0000000100000000)
                         the  space 204800K,   0% used [0x00000000f3800000, 0x00000000f3923ab8, 0x0000000100000000)
                        """)).isEqualTo(ALL);
    }

    @Test
    void ofParallelStartsWithTheOldGenerationThatIsNamedLast() {
        assertThat(HeapLocation.parse("""
                         PSYoungGen      total 89600K, used 45568K [0x00000000f9c00000, 0x0000000100000000, 0x0000000100000000)
                          eden space 76800K, 59% used [0x00000000f9c00000,0x00000000fc880060,0x00000000fe700000)
                         ParOldGen       total 204800K, used 0K [0x00000000ed400000, 0x00000000f9c00000, 0x00000000f9c00000)
                        """)).isEqualTo(ALL);
    }

    @Test
    void ofShenandoahIsTheReservedRegionAndNotTheMapOfItsCollectionSet() {
        assertThat(HeapLocation.parse("""
                        Shenandoah Heap
                         300M max, 300M soft max, 300M committed, 42240K used
                        Reserved region:
                         - [0x00000000ed400000, 0x0000000100000000)\040
                        Collection set:
                         - map (vanilla): 0x0000000000013b50
                        """)).isEqualTo(ALL);
    }

    @Test
    void ofZgcIsNotNamed() {
        assertThat(HeapLocation.parse(" ZHeap           used 46M, capacity 300M, max capacity 300M\n"))
                .isNull();
    }

    @Test
    void isUnknownWhereTheCommandFailed() {
        assertThat(HeapLocation.parse("")).isNull();
    }
}
