// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.jvm.OwnProcess;
import io.github.oomwitness.linux.NativeAccess;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the kernel program where a kernel refuses the parts that kills can be told without. */
class LeastProgramIT {
    private static final long MIB = 1L << 20;
    private static final int RING_SIZE = 64 << 10;

    @TempDir
    Path unpackDirectory;

    @Test
    void seesKillsAndNothingElse() throws Exception {
        NativeAccess.open(unpackDirectory);
        Rung.Variant least = Rung.TP_BTF.variants().stream()
                .filter(Rung.Variant::least)
                .findFirst()
                .orElseThrow();
        try (MemoryCgroup cgroup = MemoryCgroup.create("least").limitTo(64 * MIB);
                KernelProgram program = LightLoader.load(Rung.TP_BTF, least, RING_SIZE);
                SharedArea shared = SharedArea.map(program.sharedMap(), program.locateProgram())) {
            shared.witness(cgroup.id(), OwnProcess.pidNamespace(), OwnProcess.possibleCpus());
            assertThat(program.attach()).isZero();
            try (Hog hog =
                    HogSpec.named("victim").in(cgroup).growingAtFullSpeed().start()) {
                assertThat(hog.awaitDeath(Duration.ofSeconds(20))).isEqualTo(Hog.KILLED);
            }
            await().until(() -> shared.killsSeen() == 1);
            assertThat(shared.processesNoted()).isZero();
            assertThat(program.isLeast()).isTrue();
        }
    }
}
