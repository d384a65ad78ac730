// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import org.junit.jupiter.api.Test;

/** Real processes that were forked over the same 40 MiB. Needs root, and fails without it. */
class SharedPagesIT {
    private static final long MIB = 1L << 20;
    private static final int NOBODY = -1;
    private static final long LITTLE_IS_CHARGED = 44 * MIB;

    private final SharedPages pages = new SharedPages();

    @Test
    void countsWhatSeveralProcessesShareOnce() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("shared");
                Hog parent = forked(cgroup)) {
            assertThat(parent.isAlive()).isTrue();
            ProcessTable table = tableOf(cgroup);

            assertThat(table.largestFirst()).hasSize(4);
            assertThat(pages.anonymousOfOthers(table, NOBODY, 0, LITTLE_IS_CHARGED))
                    .isCloseTo(40 * MIB, within(3 * MIB));
        }
    }

    @Test
    void countsNothingOfProcessesThatHaveEndedSinceTheTableWasRead() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("shared")) {
            ProcessTable table = tableOfForkedOnesThatEndNow(cgroup);

            assertThat(table.largestFirst()).hasSize(4);
            // The children follow their parent a moment later.
            await().untilAsserted(() -> assertThat(pages.anonymousOfOthers(table, NOBODY, 0, LITTLE_IS_CHARGED))
                    .isZero());
        }
    }

    private static ProcessTable tableOfForkedOnesThatEndNow(MemoryCgroup cgroup) throws Exception {
        try (Hog parent = forked(cgroup)) {
            assertThat(parent.isAlive()).isTrue();
            return tableOf(cgroup);
        }
    }

    private static Hog forked(MemoryCgroup cgroup) throws Exception {
        return HogSpec.named("forked")
                .anonMebibytes(40)
                .children(3, 0)
                .childrenSharing()
                .in(cgroup)
                .start();
    }

    private static ProcessTable tableOf(MemoryCgroup cgroup) throws Exception {
        try (ProcessTableReader reader = ProcessTableReader.open(cgroup.directory(), CommandLinePolicy.PROGRAM)) {
            return reader.read();
        }
    }
}
