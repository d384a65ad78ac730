// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.jvm.HeapExtent;
import io.github.oomwitness.jvm.HeapExtentReader;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.OwnMemory;
import io.github.oomwitness.pressure.MemoryAccount;
import io.github.oomwitness.pressure.PressureDetector;
import io.github.oomwitness.pressure.PressureState;
import io.github.oomwitness.pressure.Thresholds;
import io.github.oomwitness.process.SwapSpaceReader;
import org.jspecify.annotations.Nullable;

/** Carries the detector's state from one sample to the next, and reads the little that only it needs. For one thread. */
final class PressureWatch implements AutoCloseable {
    private final String cgroupPath;
    private final Thresholds thresholds;
    private final SwapSpaceReader swapSpace = new SwapSpaceReader();
    private @Nullable HeapExtentReader extents;
    private PressureState state = PressureState.initial();

    /**
     * A watch that has seen nothing yet.
     *
     * @param cgroupPath how the cgroup is called where the kernel program does not tell
     */
    PressureWatch(String cgroupPath, Thresholds thresholds) {
        this.cgroupPath = cgroupPath;
        this.thresholds = thresholds;
    }

    /** The state after a reading; the last one where there is none. */
    PressureState follow(@Nullable CgroupReading files, @Nullable MemcgPath kernel, HeapReading heap, OwnMemory own) {
        if (files != null) {
            state = PressureDetector.next(
                    state,
                    MemoryAccount.at(
                            System.nanoTime(),
                            files,
                            cgroupPath,
                            kernel,
                            heap,
                            extent(heap),
                            own,
                            files.swapLimit() == 0 ? 0 : swapSpace.read()),
                    thresholds);
        }
        return state;
    }

    @Override
    public void close() {
        swapSpace.close();
    }

    private HeapExtent extent(HeapReading heap) {
        if (heap.committed() < 0) {
            return HeapExtent.missing();
        }
        HeapExtentReader reader = extents;
        if (reader == null) {
            reader = new HeapExtentReader();
            extents = reader;
        }
        return reader.read(heap);
    }
}
