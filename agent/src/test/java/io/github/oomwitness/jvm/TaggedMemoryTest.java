// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines as JDK 25 prints them for {@code jcmd PID System.map}. */
class TaggedMemoryTest {
    private static final String HEADING = """
            Memory mappings:
            from, to, vsize: address range and size
                                   META: Metaspace nodes (non-class)
            from               to                        vsize prot          rss      hugetlb pgsz notes            info                                  file
            ==================================================================================================================================================
            """;

    @Test
    void ofG1IncludesWhatHasGrownTogetherWithTheListsOfTheCode() {
        assertThat(TaggedMemory.parse(HEADING + """
                0x0000000094000000-0x0000000094010000        65536 rw-p         8192            0 4K   com              CLASS                                 -
                0x0000000094050000-0x00000000d4000000   1073414144 ---p            0            0 4K   -                CLASS                                 -
                0x00000000fa000000-0x00000000ffe00000     98566144 rw-p     42299392            0 4K   com              JAVAHEAP                              -
                0x00007f1688000000-0x00007f1688020000       131072 rw-p        86016            0 4K   com              META                                  -
                0x00007f16a83ff000-0x00007f16a866f000      2555904 rwxp         4096            0 4K   com              CODE                                  -
                0x00007f16af938000-0x00007f16afba8000      2555904 rwxp       651264            0 4K   com              CODE                                  -
                0x00007f16a8202000-0x00007f16a82fe000      1032192 rw-p        90112            0 4K   com,nothp        STACK-18864-Attach-Listener           -
                0x00007f16c5498000-0x00007f16c584f000      3895296 rw-p      1806336            0 4K   com              CODE,GC                               -
                0x00007f16c76a0000-0x00007f16c76a4000        16384 rw-p        16384            0 4K   com              GC                                    -
                0x00007f16c7700000-0x00007f16c7704000        16384 rw-p        16384            0 4K   com              -                                     [heap]
                """))
                .isEqualTo(new TaggedMemory(8192 + 86016, 1806336 + 16384, true, 4096 + 651264));
    }

    @Test
    void ofZHasAHeapThatIsAFile() {
        assertThat(TaggedMemory.parse(HEADING + """
                0x0000040000000000-0x0000040006000000    100663296 rw-s     42827776            0 4K   shrd,com         JAVAHEAP                              /memfd:java_heap
                0x00007fbc981f7000-0x00007fbc981fc000        20480 rw-p         8192            0 4K   com              GC                                    -
                """)).isEqualTo(new TaggedMemory(0, 8192, false, 0));
    }

    @Test
    void isMissingWithoutTheTracking() {
        assertThat(TaggedMemory.parse(HEADING + """
                0x00000000fa000000-0x00000000ffe00000     98566144 rw-p     42299392            0 4K   com              -                                     -
                """).isMissing()).isTrue();
        assertThat(TaggedMemory.parse("").isMissing()).isTrue();
    }
}
