// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.KernelProgram;
import io.github.oomwitness.bpf.KernelProgramLoader;
import io.github.oomwitness.bpf.Rung;
import io.github.oomwitness.bpf.SharedArea;
import io.github.oomwitness.jvm.OwnProcess;
import io.github.oomwitness.linux.NativeAccess;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel program by itself: whose command lines it takes down. */
class OnlyItsOwnProgramsAreNotedIT {
    private static final int RING_SIZE = 64 << 10;

    @TempDir
    Path unpackDirectory;

    @Test
    void aProgramIsNotedInTheWitnessedCgroupAndBelowItAndNowhereElse() throws Exception {
        NativeAccess.open(unpackDirectory);
        try (MemoryCgroup witnessed = MemoryCgroup.create("noted");
                MemoryCgroup neighbour = witnessed.sibling("neighbour");
                KernelProgram program = KernelProgramLoader.load(Rung.TP_BTF, RING_SIZE);
                SharedArea shared = SharedArea.map(program.sharedMap(), program.locateProgram())) {
            shared.witness(witnessed.id(), OwnProcess.pidNamespace(), OwnProcess.possibleCpus());
            assertThat(program.attach()).as("optional parts that were refused").isZero();

            runIn(neighbour);
            assertThat(shared.processesNoted()).isZero();

            runIn(witnessed);
            runIn(witnessed.child("below"));
            assertThat(shared.processesNoted()).isEqualTo(2);
        }
    }

    private static void runIn(MemoryCgroup cgroup) throws Exception {
        assertThat(cgroup.start(new ProcessBuilder("true")).waitFor()).isZero();
    }
}
