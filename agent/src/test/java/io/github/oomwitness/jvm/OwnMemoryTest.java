// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.file.FileText;
import org.junit.jupiter.api.Test;

class OwnMemoryTest {
    @Test
    void aStatusIsReadInBytes() {
        String status =
                "Name:\tjava\nVmRSS:\t   81920 kB\nRssAnon:\t   61440 kB\nRssFile:\t   20480 kB\nThreads:\t23\n";

        assertThat(OwnMemory.parse(FileText.of(status))).isEqualTo(new OwnMemory(80L << 20, 60L << 20, 23));
    }

    @Test
    void whatAStatusDoesNotSayIsMissing() {
        assertThat(OwnMemory.parse(FileText.of("VmRSS:\nRssAnon:\t-3 kB\nThreads:\tmany\nRssFile:\t1 kB")))
                .isEqualTo(OwnMemory.missing());
    }

    @Test
    void thisJvmHasMemoryAndThreads() {
        try (OwnMemoryReader reader = new OwnMemoryReader()) {
            OwnMemory own = reader.read();

            assertThat(own.resident()).isGreaterThan(own.anonymous());
            assertThat(own.anonymous()).isGreaterThan(1 << 20);
            assertThat(own.threads()).isGreaterThan(1);
        }
    }

    @Test
    void aHeapIsTouchedNoFurtherThanItIsCommitted() {
        HeapReading heap = new HeapReader().read();
        HeapExtent extent = new HeapExtentReader().read(heap);

        assertThat(extent.touchedAtMost()).isBetween(heap.used() / 2, heap.committed());
    }
}
