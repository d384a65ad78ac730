// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.LibBpf;
import io.github.oomwitness.linux.SystemCallException;
import java.io.IOException;

/** Has the kernel relocate a rung's program itself (Linux 5.17 and later); where it cannot, the machine's libbpf does. */
public final class KernelProgramLoader {
    private KernelProgramLoader() {}

    /**
     * Loads a rung without attaching it.
     *
     * @param ringSize bytes of data in the ring, a power of two and a multiple of the page size
     * @throws MissingLibbpfException where the kernel is too old and this machine has no libbpf
     * @throws SystemCallException where the kernel refuses; {@link Diagnosis} says what that means
     * @throws IOException where this jar lacks the program
     */
    public static KernelProgram load(Rung rung, int ringSize) throws SystemCallException, IOException {
        if (rung.isOutOfReach()) {
            throw new SystemCallException("looking for " + rung.source(), Errno.ENOENT);
        }
        try {
            return LightLoader.load(rung, ringSize);
        } catch (SystemCallException refusal) {
            if (!isOfAnOldKernel(refusal)) {
                throw refusal;
            }
            LibBpf libbpf = LibBpf.find();
            if (libbpf == null) {
                throw new MissingLibbpfException(refusal);
            }
            return LibbpfLoader.load(libbpf, rung, ringSize);
        }
    }

    /** What is refused for any other reason would be refused libbpf as well. */
    private static boolean isOfAnOldKernel(SystemCallException refusal) {
        return refusal.errno() == Errno.E2BIG || refusal.errno() == Errno.EINVAL;
    }
}
