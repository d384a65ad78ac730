// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.SystemCallException;
import java.util.List;

/**
 * While this is open the kernel takes the time of every BPF program on the machine ({@code BPF_ENABLE_STATS}), which costs each run
 * some 20 ns. For measurements: the agent itself never turns it on.
 */
public final class RunStatistics implements AutoCloseable {
    private final Descriptor enabled;

    private RunStatistics(Descriptor enabled) {
        this.enabled = enabled;
    }

    /**
     * Turns them on.
     *
     * @throws SystemCallException where the kernel refuses: it takes CAP_SYS_ADMIN
     */
    public static RunStatistics enable() throws SystemCallException {
        return new RunStatistics(BpfCommands.enableRunStatistics());
    }

    /** What each of the attached programs has cost by now. */
    public List<ProgramCost> costsOf(KernelProgram program) throws SystemCallException {
        return program.costs();
    }

    /** Turns them off, unless somebody else has turned them on too. */
    @Override
    public void close() {
        enabled.close();
    }
}
