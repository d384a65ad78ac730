// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Duration;

/** A process that the kernel has killed for want of memory. */
final class Victim {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Victim() {}

    /** Grows a process inside until the kernel has killed it; root's, at full speed. */
    static Hog killedIn(MemoryCgroup cgroup, String name) throws IOException, InterruptedException {
        try (Hog hog = HogSpec.named(name).in(cgroup).growingAtFullSpeed().start()) {
            assertThat(hog.awaitDeath(PATIENCE)).as(name).isEqualTo(Hog.KILLED);
            return hog;
        }
    }
}
