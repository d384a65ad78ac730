// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.bpf.Rung;
import io.github.oomwitness.jvm.UnpackDirectory;
import io.github.oomwitness.linux.Architecture;
import io.github.oomwitness.linux.NativeAccess;
import io.github.oomwitness.linux.NativeAccessException;
import io.github.oomwitness.options.SourceChoice;

/** Tries the rungs from the top and takes the first that holds; or the one that was asked for, and no other. */
public final class SourceLadder {
    private SourceLadder() {}

    public static ChosenSource climb(SourceChoice choice) {
        if (!choice.allows(SourceChoice.TP_BTF)) {
            return new ChosenSource(null, DegradedReason.CONFIGURATION, "source=" + choice.text() + " was asked for");
        }
        try {
            openNativeAccess();
            return new ChosenSource(KernelProgramSource.open(Rung.TP_BTF), DegradedReason.NONE, null);
        } catch (KillSourceException refused) {
            return new ChosenSource(null, refused.reason(), refused.getMessage());
        }
    }

    private static void openNativeAccess() throws KillSourceException {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        if (!Architecture.isSupported(system, architecture)) {
            throw new KillSourceException(
                    DegradedReason.KERNEL,
                    "the kernel program runs on Linux on x86-64 and aarch64, and this is " + system + " on "
                            + architecture);
        }
        try {
            NativeAccess.open(UnpackDirectory.choose());
        } catch (NativeAccessException failure) {
            throw new KillSourceException(DegradedReason.CONFIGURATION, failure.explanation());
        }
    }
}
